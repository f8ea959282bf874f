package io.millpond.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stretch of a file in a read buffer that slides forward: {@code bytes[low, high)} is what has
 * been read and not been used, {@code base} the file's offset of {@code bytes[0]}.
 */
final class Block implements Closeable {
  private final ByteSource source;
  private final BlockPool pool;
  private final long end;
  private final Turns turns = new Turns();
  private boolean closed;
  private boolean cutShort;
  final byte[] bytes;
  int low;
  int high;
  long base;

  Block(ByteSource source, BlockPool pool, long start, long end) {
    this.source = source;
    this.pool = pool;
    this.end = end;
    this.base = start;
    this.bytes = pool.take();
  }

  boolean isFull() {
    return high - low == bytes.length;
  }

  /** The file's offset of the first unused byte. */
  long position() {
    return base + low;
  }

  /**
   * Reads on, after moving what is unused to the front where there is no room behind it.
   *
   * @return whether there were bytes; false at the end, and at the place where a file that was
   *     longer at first ends now
   */
  boolean fill() throws IOException {
    long position = base + high;
    if (position >= end) {
      return false;
    }
    if (low == high || high == bytes.length) {
      System.arraycopy(bytes, low, bytes, 0, high - low);
      base += low;
      high -= low;
      low = 0;
    }
    int room = (int) Math.min(bytes.length - high, end - position);
    int read = source.read(ByteBuffer.wrap(bytes, high, room), position);
    if (read <= 0) {
      cutShort = true;
      return false;
    }
    turns.next();
    high += read;
    return true;
  }

  /** Whether the file was found shorter than it was. */
  boolean isCutShort() {
    return cutShort;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      pool.give(bytes);
    }
  }
}
