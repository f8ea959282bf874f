package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.logs.DamagedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses what Hadoop calls {@code gz} in its containers of files: RFC 1950, not RFC 1952.
 * What follows the end of the compressed data is not looked at.
 */
final class ZlibInput extends RawInput {
  private final InputStream in;
  private final String path;
  private final Inflater inflater = new Inflater();
  private final long maxLength;
  private final byte[] buffer = new byte[Limits.AGGREGATE_BUFFER_BYTES];

  /**
   * @param path of the file, for errors
   * @param maxLength of the data in bytes, decompressed; more of them are taken for damage
   */
  ZlibInput(InputStream in, String path, long maxLength) {
    this.in = in;
    this.path = path;
    this.maxLength = maxLength;
  }

  @Override
  long position() {
    return inflater.getBytesWritten();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      int count = inflate(target, offset, length);
      if (position() > maxLength) {
        throw new DamagedFileException(path, maxLength, "holds more than it says");
      }
      if (count > 0) {
        return count;
      }
      if (inflater.finished()) {
        return -1;
      }
      if (inflater.needsDictionary()) {
        throw new DamagedFileException(path, position(), "needs a dictionary");
      }
      int more = in.read(buffer, 0, buffer.length);
      if (more < 0) {
        throw new DamagedFileException(path, position(), "is cut off");
      }
      inflater.setInput(buffer, 0, more);
    }
  }

  private int inflate(byte[] target, int offset, int length) throws DamagedFileException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      throw new DamagedFileException(path, position(), "has corrupt data");
    }
  }

  @Override
  public long skip(long count) throws IOException {
    long left = count;
    byte[] scratch = new byte[Math.clamp(count, 0, Limits.AGGREGATE_BUFFER_BYTES)];
    while (left > 0) {
      int skipped = read(scratch, 0, (int) Math.min(left, scratch.length));
      if (skipped < 0) {
        break;
      }
      left -= skipped;
    }
    return count - left;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
