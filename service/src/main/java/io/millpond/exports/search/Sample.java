package io.millpond.exports.search;

import io.millpond.logs.ByteSource;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The beginning of a text, and no more of it. */
final class Sample implements ByteSource {
  private final byte[] bytes;
  private final int length;

  private Sample(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  static Sample of(ByteSource text) throws IOException {
    ByteBuffer sample = ByteBuffer.allocate(Limits.DETECTED_BYTES);
    try {
      int read = 0;
      while (sample.hasRemaining() && read >= 0) {
        read = text.read(sample, sample.position());
      }
    } catch (DamagedFileException told) {
      // The scan meets the damage again, when it has handed on what lies before.
    }
    return new Sample(sample.array(), sample.position());
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  public int read(ByteBuffer target, long position) {
    if (position >= length) {
      return -1;
    }
    int count = (int) Math.min(target.remaining(), length - position);
    target.put(bytes, (int) position, count);
    return count;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
