package io.millpond.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The lines of a window one by one, for answers that wrap each line. A line longer than a piece may
 * be comes in several pieces, cut between UTF-8 characters where it is UTF-8.
 *
 * <p>A line is judged (empty? filtered? skipped?) once, at its beginning. Where all of it lies in
 * the block that is a look at the bytes; a line larger than the block is put to the filter in a
 * stream of its own and is read a second time if it is kept.
 */
public final class LineReader implements Closeable {
  private static final byte NEWLINE = '\n';

  private final ByteSource source;
  private final Block block;
  private final LineFilter filter;
  private final long end;
  private final int pieceBytes;
  private long toSkip;
  private long wanted;

  /** No newline lies between {@code block.low} and this index. */
  private int searched;

  /** What is done with the line {@code block.low} is in; fresh at the beginning of one. */
  private State state = State.FRESH;

  private int from;
  private int to;
  private boolean partial;
  private boolean terminated = true;

  private enum State {
    FRESH,
    TAKEN,
    DROPPED
  }

  LineReader(
      ByteSource source,
      Block block,
      LineWindow window,
      LineFilter filter,
      long end,
      int pieceBytes) {
    this.source = source;
    this.block = block;
    this.filter = filter;
    this.end = end;
    this.pieceBytes = pieceBytes;
    this.toSkip = window.linesSkipped();
    this.wanted = window.linesWanted();
    this.searched = block.low;
  }

  /** Goes to the next piece of a line, if there is one. */
  public boolean next() throws IOException {
    while (wanted > 0) {
      int newline = findNewline();
      if (newline >= 0) {
        if (takeLine(newline, true)) {
          return true;
        }
      } else if (block.isFull() && block.base + block.high < end) {
        if (takePart()) {
          return true;
        }
      } else {
        return block.low < block.high && takeLine(block.high, false);
      }
    }
    return false;
  }

  /** The index of the next newline; -1 where neither the block nor the file has another. */
  private int findNewline() throws IOException {
    do {
      int newline = Swar.indexOf(block.bytes, searched, block.high, NEWLINE);
      if (newline >= 0) {
        return newline;
      }
    } while (!block.isFull() && fill());
    return -1;
  }

  private boolean fill() throws IOException {
    int unused = block.high - block.low;
    boolean filled = block.fill();
    searched = block.low + unused;
    return filled;
  }

  /** The rest of a line lies in the block, up to {@code lineEnd}. */
  private boolean takeLine(int lineEnd, boolean hasNewline) throws IOException {
    if (state == State.FRESH) {
      boolean keep = lineEnd > block.low && filter.keeps(block.bytes, block.low, lineEnd);
      state = judge(keep);
    }
    if (state == State.TAKEN && lineEnd - block.low > pieceBytes) {
      searched = lineEnd;
      return piece(Utf8.cut(block.bytes, block.low, block.low + pieceBytes));
    }
    boolean taken = state == State.TAKEN;
    if (taken) {
      wanted--;
      from = block.low;
      to = lineEnd;
      partial = false;
      terminated = hasNewline;
    }
    state = State.FRESH;
    block.low = hasNewline ? lineEnd + 1 : lineEnd;
    searched = block.low;
    return taken;
  }

  /** The block is full of one line, whose end is not in sight. */
  private boolean takePart() throws IOException {
    if (state == State.FRESH) {
      state = judge(filter.keeps(source, block.position(), end, block.bytes.length));
    }
    searched = block.high;
    if (state == State.DROPPED) {
      block.low = block.high;
      return false;
    }
    int most = Math.min(block.high - 1, block.low + pieceBytes); // never leave an empty last piece
    return piece(Utf8.cut(block.bytes, block.low, most));
  }

  private State judge(boolean keep) {
    if (keep && toSkip > 0) {
      toSkip--;
      return State.DROPPED;
    }
    return keep ? State.TAKEN : State.DROPPED;
  }

  private boolean piece(int cut) {
    from = block.low;
    to = cut;
    partial = true;
    terminated = false;
    block.low = cut;
    return true;
  }

  /** The bytes, without a newline; valid until the next call of {@link #next}. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(block.bytes, from, to - from);
  }

  ByteBuffer bytesWithNewline() {
    return ByteBuffer.wrap(block.bytes, from, to - from + (terminated ? 1 : 0));
  }

  /** The file's offset of the first of the bytes. */
  public long start() {
    return block.base + from;
  }

  /**
   * The file's offset behind the bytes: of the newline, where the piece is the last of its line. A
   * window whose cursor is this offset goes on with what follows.
   */
  public long end() {
    return block.base + to;
  }

  /** The file's offset of the first byte that was not looked at yet. */
  public long position() {
    return block.position();
  }

  /** Whether the line goes on in a next piece. */
  public boolean isPartial() {
    return partial;
  }

  /** Whether a newline ends the piece; only the last line of a file may have none. */
  public boolean isTerminated() {
    return terminated;
  }

  /** Whether the file was found shorter than it was when it was opened. */
  public boolean isCutShort() {
    return block.isCutShort();
  }

  @Override
  public void close() {
    block.close();
  }
}
