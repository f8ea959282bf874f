package io.millpond.exports.search;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads a run, or several one behind the other, entry by entry. For one thread. */
final class RunReader implements Comparable<RunReader> {
  private final Spill spill;
  private final List<Spill.Extent> extents;
  private final int number;
  private final ByteBuffer buffer;
  private int next;

  /** Where the extent goes on that is not all in the buffer, and how much of it is left. */
  private long position;

  private int left;

  private long order = Long.MIN_VALUE;
  private int length;
  private boolean goesOn;

  /**
   * @param number tells which of two records of one time comes first
   * @param bufferBytes to read at once, at most
   */
  RunReader(Spill spill, List<Spill.Extent> extents, int number, int bufferBytes) {
    this.spill = spill;
    this.extents = extents;
    this.number = number;
    long all = extents.stream().mapToLong(Spill.Extent::length).sum();
    this.buffer = ByteBuffer.allocate((int) Math.min(bufferBytes, all)).flip();
  }

  /** Goes to the next record; false at the end. */
  boolean next() throws IOException {
    while (buffer.remaining() + left == 0) {
      if (next == extents.size()) {
        return false;
      }
      Spill.Extent extent = extents.get(next++);
      position = extent.offset();
      left = extent.length();
    }
    head();
    return true;
  }

  private void head() throws IOException {
    require(RunWriter.HEAD_BYTES);
    // A record that is out of order comes when it is met: those of a file keep their order.
    order = Math.max(order, buffer.getLong());
    int word = buffer.getInt();
    goesOn = (word & RunWriter.GOES_ON) != 0;
    length = word & ~RunWriter.GOES_ON;
  }

  /** Writes the record. */
  void copy(OutputStream target) throws IOException {
    copyEntry(target);
    while (goesOn) {
      if (!next()) {
        throw new IOException("a record breaks off");
      }
      copyEntry(target);
    }
  }

  private void copyEntry(OutputStream target) throws IOException {
    int rest = length;
    while (rest > 0) {
      if (!buffer.hasRemaining()) {
        require(1);
      }
      int some = Math.min(rest, buffer.remaining());
      target.write(buffer.array(), buffer.position(), some);
      buffer.position(buffer.position() + some);
      rest -= some;
    }
  }

  /** Has so many bytes in the buffer, or more. */
  private void require(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    buffer.compact();
    int some = Math.min(left, buffer.remaining());
    buffer.limit(buffer.position() + some);
    spill.read(buffer, position);
    buffer.flip();
    position += some;
    left -= some;
    if (buffer.remaining() < bytes) {
      throw new IOException("what was spilt is damaged");
    }
  }

  /** Whether this run's next record comes before the other's. */
  @Override
  public int compareTo(RunReader other) {
    int byTime = Long.compare(order, other.order);
    return byTime != 0 ? byTime : Integer.compare(number, other.number);
  }
}
