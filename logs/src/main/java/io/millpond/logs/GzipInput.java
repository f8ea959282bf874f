package io.millpond.logs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip files (RFC 1952) of any number of members.
 *
 * <p>Why not {@link java.util.zip.GZIPInputStream}: where a further member begins with a broken
 * header it reports the end of the file, and an answer would silently lack the rest. Here only
 * zeros, which tapes and block devices add, may follow the last member.
 */
final class GzipInput extends InputStream {
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int HEADER_CHECK = 2;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[Limits.DECOMPRESSED_CHUNK_BYTES];
  private int at;
  private int end;
  private boolean inMember;

  GzipInput(InputStream in) {
    this.in = in;
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
    while (inMember || beginMember()) {
      int count = inflate(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("needs a dictionary");
      } else {
        feed();
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      throw new ZipException("has corrupt data");
    }
  }

  /** Gives the inflater the rest of the buffer. */
  private void feed() throws IOException {
    if (at == end && !fill()) {
      throw new EOFException("is cut off");
    }
    inflater.setInput(buffer, at, end - at);
    at = end;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer, 0, buffer.length));
    return end > 0;
  }

  private int next() throws IOException {
    if (at == end && !fill()) {
      throw new EOFException("is cut off");
    }
    return buffer[at++] & 0xff;
  }

  private long nextLittleEndian(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }

  /** Reads a header; false at the end of the file. */
  private boolean beginMember() throws IOException {
    if (at == end && !fill()) {
      return false;
    }
    int first = next();
    if (first == 0) {
      expectOnlyZeros();
      return false;
    }
    if (first != 0x1f || next() != 0x8b || next() != 8) {
      throw new ZipException("goes on with bytes that are not gzip");
    }
    int flags = next();
    nextLittleEndian(6);
    if ((flags & RESERVED) != 0) {
      throw new ZipException("has a header from the future");
    }
    if ((flags & EXTRA) != 0) {
      for (long left = nextLittleEndian(2); left > 0; left--) {
        next();
      }
    }
    skipText(flags & NAME);
    skipText(flags & COMMENT);
    nextLittleEndian((flags & HEADER_CHECK) != 0 ? 2 : 0);
    inMember = true;
    inflater.reset();
    crc.reset();
    return true;
  }

  private void skipText(int flag) throws IOException {
    while (flag != 0 && next() != 0) {
      // A text ends with a zero.
    }
  }

  private void expectOnlyZeros() throws IOException {
    do {
      for (; at < end; at++) {
        if (buffer[at] != 0) {
          throw new ZipException("goes on with bytes that are not gzip");
        }
      }
    } while (fill());
  }

  /** Takes back what the inflater did not need, and checks the trailer. */
  private void endMember() throws IOException {
    at = end - inflater.getRemaining();
    inMember = false;
    long check = nextLittleEndian(4);
    long length = nextLittleEndian(4);
    if (check != crc.getValue() || length != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("has a wrong checksum");
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
