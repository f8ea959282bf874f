package io.millpond.logs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A file from its beginning to where it ended when it was opened. Leaves the file open. */
final class CompressedInput extends InputStream {
  private final ByteSource file;
  private long position;

  CompressedInput(ByteSource file) {
    this.file = file;
  }

  /** How many bytes were read. */
  long position() {
    return position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int wanted = (int) Math.min(length, file.size() - position);
    if (wanted <= 0) {
      return length == 0 ? 0 : -1;
    }
    int count = file.read(ByteBuffer.wrap(target, offset, wanted), position);
    position += Math.max(0, count);
    return count;
  }
}
