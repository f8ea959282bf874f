package io.millpond.api.fabric;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that is kept in memory.
 *
 * @param claimed how long it says it is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TestingFile(String name, byte[] bytes, long claimed, Optional<Instant> created)
    implements StoredFile {
  static final Instant MODIFIED = Instant.parse("2025-03-05T12:31:31.250Z");

  static TestingFile of(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new TestingFile(name, bytes, bytes.length, Optional.empty());
  }

  @Override
  public long length() {
    return claimed;
  }

  @Override
  public Instant lastModified() {
    return MODIFIED;
  }

  @Override
  public Content open() {
    return new Content.Decoded() {
      @Override
      public long length() {
        return claimed;
      }

      @Override
      public InputStream from(long offset) {
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length);
      }

      @Override
      public void close() throws IOException {}
    };
  }
}
