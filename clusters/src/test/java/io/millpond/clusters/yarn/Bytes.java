package io.millpond.clusters.yarn;

import io.millpond.logs.ByteSource;
import io.millpond.logs.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes for tests: a source in memory, and what a content holds. */
final class Bytes implements ByteSource {
  private final byte[] bytes;

  Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  static Bytes of(Path file) throws IOException {
    return new Bytes(Files.readAllBytes(file));
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(ByteBuffer target, long position) {
    if (position >= bytes.length) {
      return -1;
    }
    int count = Math.min(target.remaining(), bytes.length - (int) position);
    target.put(bytes, (int) position, count);
    return count;
  }

  @Override
  public void close() {}

  /** A content's bytes from an offset on; closes it. */
  static byte[] from(Content content, long offset) throws IOException {
    try (content) {
      switch (content) {
        case Content.InFile in -> {
          ByteBuffer bytes = ByteBuffer.allocate((int) (in.length() - offset));
          while (bytes.hasRemaining()
              && in.file().read(bytes, in.offset() + offset + bytes.position()) > 0) {
            // A read may give less than there is.
          }
          return bytes.array();
        }
        case Content.Decoded decoded -> {
          try (InputStream in = decoded.from(offset)) {
            return in.readAllBytes();
          }
        }
      }
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
