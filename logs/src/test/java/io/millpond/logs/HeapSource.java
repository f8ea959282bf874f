package io.millpond.logs;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes in memory that count how much of them is read, and that may be truncated. */
public final class HeapSource implements ByteSource {
  private final long size;
  private byte[] bytes;
  long bytesRead;

  public HeapSource(byte[] bytes) {
    this.bytes = bytes;
    this.size = bytes.length;
  }

  void truncate(int length) {
    bytes = Arrays.copyOf(bytes, length);
  }

  /** How much of them was read so far. */
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(ByteBuffer target, long position) {
    if (position >= bytes.length) {
      return -1;
    }
    int length = (int) Math.min(target.remaining(), bytes.length - position);
    target.put(bytes, (int) position, length);
    bytesRead += length;
    return length;
  }

  @Override
  public void close() {}
}
