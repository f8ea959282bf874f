package io.millpond.clusters;

import io.millpond.logs.Content;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** A file that is made up. */
public record MadeFile(String name, String text, Instant lastModified) implements StoredFile {
  /** One that was last written in 2026. */
  public static MadeFile of(String name, String text) {
    return of(name, text, Instant.parse("2026-11-20T12:00:00Z"));
  }

  /** One that was last written then. */
  public static MadeFile of(String name, String text, Instant modified) {
    return new MadeFile(name, text, modified);
  }

  @Override
  public long length() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public Content open() {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Content.Decoded() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public InputStream from(long offset) {
        return new ByteArrayInputStream(Arrays.copyOfRange(bytes, (int) offset, bytes.length));
      }

      @Override
      public void close() {}
    };
  }
}
