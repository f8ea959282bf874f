package io.millpond.logs;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Runs of unfiltered lines: the newlines are walked through to find empty lines and to count, and
 * what lies between two empty lines is handed out as it lies in the buffer.
 */
final class BlockRuns implements RunReader {
  private static final byte NEWLINE = '\n';

  private final Block block;
  private long toSkip;
  private long wanted;

  /** Whether the byte before {@code block.low} belongs to the line that goes on there. */
  private boolean midLine;

  private boolean endsWithNewline = true;
  private ByteBuffer run = ByteBuffer.allocate(0);

  BlockRuns(Block block, LineWindow window) {
    this.block = block;
    this.toSkip = window.linesSkipped();
    this.wanted = window.linesWanted();
  }

  @Override
  public boolean next() throws IOException {
    while (wanted > 0) {
      if (block.low == block.high && !block.fill()) {
        return false;
      }
      if (toSkip > 0) {
        skipLines();
      } else if (takeRun()) {
        return true;
      }
    }
    return false;
  }

  private void skipLines() {
    while (toSkip > 0) {
      int newline = Swar.indexOf(block.bytes, block.low, block.high, NEWLINE);
      if (newline < 0) {
        midLine |= block.low < block.high;
        block.low = block.high;
        return;
      }
      if (midLine || newline > block.low) {
        toSkip--;
      }
      midLine = false;
      block.low = newline + 1;
    }
  }

  private boolean takeRun() {
    int from = block.low;
    int at = from;
    while (wanted > 0) {
      int newline = Swar.indexOf(block.bytes, at, block.high, NEWLINE);
      if (newline < 0) {
        midLine |= at < block.high;
        return emit(from, block.high, block.high);
      }
      if (newline == at && !midLine) {
        if (from < at) {
          return emit(from, at, at + 1);
        }
        from = at + 1;
      } else {
        wanted--;
        midLine = false;
      }
      at = newline + 1;
    }
    return emit(from, at, at);
  }

  private boolean emit(int from, int to, int next) {
    block.low = next;
    if (from == to) {
      return false;
    }
    endsWithNewline = block.bytes[to - 1] == NEWLINE;
    run = ByteBuffer.wrap(block.bytes, from, to - from);
    return true;
  }

  @Override
  public ByteBuffer bytes() {
    return run;
  }

  @Override
  public boolean endsWithNewline() {
    return endsWithNewline;
  }

  @Override
  public boolean isCutShort() {
    return block.isCutShort();
  }

  @Override
  public void close() {
    block.close();
  }
}
