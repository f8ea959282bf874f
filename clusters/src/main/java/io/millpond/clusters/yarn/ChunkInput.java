package io.millpond.clusters.yarn;

import io.millpond.logs.DamagedFileException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The value of a record of a TFile, without the lengths that lie between its chunks. A chunk's
 * length is negated where another follows.
 */
final class ChunkInput extends InputStream {
  private final RawInput in;
  private final String path;
  private final WireInput wire;
  private long rest;
  private boolean last;

  /** A value from its beginning. */
  ChunkInput(RawInput in, String path) {
    this(in, path, 0, false);
  }

  /** A value from within a chunk. */
  ChunkInput(RawInput in, String path, long rest, boolean last) {
    this.in = in;
    this.path = path;
    this.wire = new WireInput(in, path);
    this.rest = rest;
    this.last = last;
  }

  /** Goes to the next byte's chunk. False at the end of the value. */
  boolean hasMore() throws IOException {
    while (rest == 0 && !last) {
      long length = wire.vlong();
      last = length >= 0;
      rest = Math.abs(length);
      if (rest < 0 || rest > Integer.MAX_VALUE) {
        throw new DamagedFileException(path, 0, "has a length out of range");
      }
    }
    return rest > 0;
  }

  /** Bytes of this chunk that were not read yet. */
  long rest() {
    return rest;
  }

  /** Whether no chunk follows. */
  boolean isLast() {
    return last;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = in.read(target, offset, (int) Math.min(length, rest));
    if (count < 0) {
      throw new DamagedFileException(path, 0, "is cut off");
    }
    rest -= count;
    return count;
  }

  /** Skips so many bytes, fewer only at the end of the value. */
  @Override
  public long skip(long count) throws IOException {
    long left = count;
    while (left > 0 && hasMore()) {
      long wanted = Math.min(left, rest);
      if (in.skip(wanted) < wanted) {
        throw new DamagedFileException(path, 0, "is cut off");
      }
      rest -= wanted;
      left -= wanted;
    }
    return count - left;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
