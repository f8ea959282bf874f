package io.millpond.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A secret that lines are sealed with: who can write the file and does not have it cannot make the
 * chain anew. Never logged.
 */
public final class TrailKey {
  private final byte[] bytes;

  private TrailKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a key: the bytes of a file less one newline at their end.
   *
   * @throws IOException where it cannot be read, is shorter than {@link Limits#MIN_KEY_BYTES} or
   *     longer than {@link Limits#MAX_KEY_BYTES}
   */
  public static TrailKey read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(Limits.MAX_KEY_BYTES + 2);
    }
    if (bytes.length > 0 && bytes[bytes.length - 1] == '\n') {
      bytes = Arrays.copyOf(bytes, bytes.length - 1);
    }
    if (bytes.length < Limits.MIN_KEY_BYTES || bytes.length > Limits.MAX_KEY_BYTES) {
      throw new IOException(
          "the key of the audit trail has to have %d to %d bytes: %s"
              .formatted(Limits.MIN_KEY_BYTES, Limits.MAX_KEY_BYTES, file));
    }
    return new TrailKey(bytes);
  }

  Seal seal() {
    return Seal.keyed(bytes);
  }

  @Override
  public String toString() {
    return "TrailKey[a secret]";
  }
}
