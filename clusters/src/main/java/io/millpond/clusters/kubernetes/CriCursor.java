package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Limits;
import io.millpond.logs.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Walks through a CRI log from text to text, in a private buffer: mapped memory is never searched.
 * For one thread.
 */
final class CriCursor {
  /** Whether a source is still the file it was. */
  interface Guard {
    boolean holds(ByteSource source) throws IOException;
  }

  private final ByteSource source;
  private final long end;
  private final Guard guard;
  private final CriParser parser;
  private final byte[] bytes;
  private long base;
  private int low;
  private int high;

  /**
   * @param position where to begin
   * @param state of a parser that has come as far as there
   * @param end where the file ended when it was looked at; {@link Long#MAX_VALUE}: wherever it does
   */
  CriCursor(ByteSource source, long position, int state, long end) {
    this(source, position, state, end, _ -> true, Limits.CRI_BLOCK_BYTES);
  }

  /**
   * @param guard asked after each reading: what was read is then certain to be the file's
   */
  CriCursor(ByteSource source, long position, int state, long end, Guard guard, int blockBytes) {
    this.guard = guard;
    this.source = source;
    this.base = position;
    this.end = end;
    this.parser = new CriParser(state);
    this.bytes = new byte[blockBytes];
  }

  /** Behind what was looked at; together with {@link #state} a place to begin again. */
  long position() {
    return base + low;
  }

  int state() {
    return parser.state();
  }

  CriStream stream() {
    return parser.runStream();
  }

  /** The buffer the text is in, until the next step. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return parser.runFrom();
  }

  int to() {
    return parser.runTo();
  }

  /**
   * Goes on to the next text that is not empty.
   *
   * @return false at the end
   * @throws IOException where the file has become shorter, or is not what it was
   */
  boolean next() throws IOException {
    while (true) {
      if (low < high) {
        int behind = parser.step(bytes, low, high);
        boolean moved = behind > low;
        low = behind;
        if (parser.hasRun()) {
          return true;
        }
        if (moved) {
          continue;
        }
      }
      if (!fill()) {
        return false;
      }
    }
  }

  private boolean fill() throws IOException {
    long position = base + high;
    if (position >= end) {
      return false;
    }
    System.arraycopy(bytes, low, bytes, 0, high - low);
    base += low;
    high -= low;
    low = 0;
    int room = (int) Math.min(bytes.length - high, end - position);
    int read = source.read(ByteBuffer.wrap(bytes, high, room), position);
    if (read <= 0 && end == Long.MAX_VALUE) {
      return false;
    }
    if (read <= 0) {
      throw new EOFException("the log ends at " + position + " now");
    }
    if (!guard.holds(source)) {
      throw new IOException("the log was written anew");
    }
    high += read;
    return true;
  }
}
