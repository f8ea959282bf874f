package io.millpond.exports.search;

import io.millpond.logs.ByteSource;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.Limits;
import io.millpond.logs.records.FileFormats;
import io.millpond.logs.records.Formats;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The beginning of a text, by which its format is told. */
record Sample(ByteBuffer bytes) implements ByteSource {
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
    return new Sample(sample.flip());
  }

  FileFormats formats(Formats known) {
    return known.detect(bytes.array(), bytes.limit());
  }

  @Override
  public long size() {
    return bytes.limit();
  }

  @Override
  public int read(ByteBuffer target, long position) {
    if (position >= bytes.limit()) {
      return -1;
    }
    int count = (int) Math.min(target.remaining(), bytes.limit() - position);
    target.put(bytes.array(), (int) position, count);
    return count;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
