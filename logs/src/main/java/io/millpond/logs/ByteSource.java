package io.millpond.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that can be read at any position. Safe for use by several threads at once. */
public interface ByteSource extends Closeable {
  /** How many bytes there were when the source was opened; growth is the next reader's business. */
  long size();

  /**
   * Reads bytes at {@code position} into {@code target}, as many as there are and fit.
   *
   * @return how many were read, at least 1 where the target has room; -1 at the end
   */
  int read(ByteBuffer target, long position) throws IOException;

  /** The bytes from {@code position} on, fewer than {@code length} where the source ends. */
  default byte[] bytesAt(long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    int filled = 0;
    while (filled < length) {
      int read = read(ByteBuffer.wrap(bytes, filled, length - filled), position + filled);
      if (read <= 0) {
        return Arrays.copyOf(bytes, filled);
      }
      filled += read;
    }
    return bytes;
  }

  @Override
  void close() throws IOException;
}
