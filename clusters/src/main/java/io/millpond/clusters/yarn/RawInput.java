package io.millpond.clusters.yarn;

import java.io.IOException;
import java.io.InputStream;

/** A stream that knows where it is. Throws {@code DamagedFileException} where it is cut off. */
abstract class RawInput extends InputStream {
  /** How many bytes were read or skipped so far. */
  abstract long position();

  /** Skips so many bytes, fewer only at the end. */
  @Override
  public abstract long skip(long count) throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] target, int offset, int length) throws IOException;
}
