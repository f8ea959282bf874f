package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.logs.ByteSource;
import io.millpond.logs.DamagedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A part of a file, from its first byte to its last. Leaves the file open. */
final class RangeInput extends RawInput {
  private final ByteSource file;
  private final String path;
  private final long start;
  private final long end;
  private final byte[] buffer = new byte[Limits.AGGREGATE_BUFFER_BYTES];
  private long next;
  private int at;
  private int limit;

  /**
   * @param path of the file, for errors
   * @throws DamagedFileException where the file does not have these bytes
   */
  RangeInput(ByteSource file, String path, long start, long length) throws DamagedFileException {
    if (start < 0 || length < 0 || start > file.size() - length) {
      throw new DamagedFileException(path, 0, "names bytes it does not have");
    }
    this.file = file;
    this.path = path;
    this.start = start;
    this.end = start + length;
    this.next = start;
  }

  @Override
  long position() {
    return next - (limit - at) - start;
  }

  @Override
  public int read() throws IOException {
    return at < limit || fill() ? buffer[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == limit && length >= buffer.length) {
      return fetch(target, offset, length);
    }
    if (at == limit && !fill()) {
      return -1;
    }
    int count = Math.min(length, limit - at);
    System.arraycopy(buffer, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    int count = fetch(buffer, 0, buffer.length);
    at = 0;
    limit = Math.max(0, count);
    return count > 0;
  }

  private int fetch(byte[] target, int offset, int length) throws IOException {
    int wanted = (int) Math.min(length, end - next);
    if (wanted == 0) {
      return -1;
    }
    int count = file.read(ByteBuffer.wrap(target, offset, wanted), next);
    if (count <= 0) {
      throw new DamagedFileException(path, 0, "is cut off");
    }
    next += count;
    return count;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, end - start - position());
    if (skipped <= limit - at) {
      at += (int) skipped;
    } else {
      next = start + position() + skipped;
      at = 0;
      limit = 0;
    }
    return skipped;
  }
}
