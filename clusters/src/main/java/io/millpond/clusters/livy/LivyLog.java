package io.millpond.clusters.livy;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;

/** A log that lies in memory, as it was told. */
final class LivyLog implements StoredFile {
  private final String name;
  private final byte[] text;
  private final Instant at;

  LivyLog(String name, byte[] text, Instant at) {
    this.name = name;
    this.text = text;
    this.at = at;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long length() {
    return text.length;
  }

  @Override
  public Instant lastModified() {
    return at;
  }

  @Override
  public Content open() {
    return new Content.Decoded() {
      @Override
      public long length() {
        return text.length;
      }

      @Override
      public InputStream from(long offset) {
        int from = (int) Math.min(offset, text.length);
        return new ByteArrayInputStream(text, from, text.length - from);
      }

      @Override
      public void close() {
        // Memory is all it holds.
      }
    };
  }
}
