package io.millpond.clusters.events;

import io.millpond.logs.ByteSource;
import io.millpond.logs.LogFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that may be growing. It can be taken from the file and put on it again, so
 * that what decodes the bytes is kept without a file being open. Its end is that of the file now;
 * there may be more later. For one thread at a time.
 */
final class LogInput extends InputStream {
  private @Nullable ByteSource file;
  private long position;
  private long allowed = Long.MAX_VALUE;

  /** Puts it on a file, where it had come to. The file stays the caller's to close. */
  void attach(ByteSource opened) {
    file = opened;
  }

  void detach() {
    file = null;
  }

  /**
   * How many bytes a decoder may read from here on. One that asks for more without giving any text
   * in between has come upon what is made to keep it busy.
   */
  void allow(long bytes) {
    allowed = bytes;
  }

  /** How many bytes were read. */
  long position() {
    return position;
  }

  /** Goes on somewhere else in the file. */
  void seek(long newPosition) {
    position = newPosition;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    ByteSource open = file;
    if (open == null) {
      throw new IOException("is not open");
    }
    if (length == 0) {
      return 0;
    }
    int count = open.read(ByteBuffer.wrap(target, offset, length), position);
    position += Math.max(0, count);
    allowed -= Math.max(0, count);
    if (allowed < 0) {
      throw new ZipException("has no text for long");
    }
    return count;
  }

  /** Makes decoders that ask go on with what follows what they have decoded. */
  @Override
  public int available() throws IOException {
    ByteSource open = file;
    if (open == null) {
      return 0;
    }
    long size = open instanceof LogFile log ? log.current().size() : open.size();
    return Math.clamp(size - position, 0, Integer.MAX_VALUE);
  }
}
