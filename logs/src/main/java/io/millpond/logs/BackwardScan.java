package io.millpond.logs;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Finds the line that lies so many lines before a place, reading blocks from that place towards the
 * beginning: the cost is that of the lines passed, whatever the size of the file. The first block
 * is small because most questions are about a screenful.
 *
 * <p>A line whose two ends lie in one block is put to the filter there. One that spans blocks is
 * read again, forward, in a stream; so is the line the place stands in, since the filter sees whole
 * lines and that one ends further on.
 */
final class BackwardScan {
  private static final byte NEWLINE = '\n';

  private final ByteSource source;
  private final LineFilter filter;
  private final long end;
  private final int blockBytes;
  private final Turns turns = new Turns();

  private long linesLeft;

  /** Where the line ends that is being walked through: its newline, or the place of departure. */
  private long lineEnd;

  /** Whether a newline was seen at {@code lineEnd}. */
  private boolean whole;

  BackwardScan(ByteSource source, LineFilter filter, long end, int blockBytes) {
    this.source = source;
    this.filter = filter;
    this.end = end;
    this.blockBytes = blockBytes;
  }

  /** Where the line begins that is the {@code lines}-th before {@code from}; else 0. */
  long startOf(long lines, long from, BlockPool pool) throws IOException {
    if (lines == Long.MAX_VALUE || from == 0) {
      return 0;
    }
    linesLeft = lines;
    lineEnd = from;
    byte[] block = pool.take();
    try {
      long high = from;
      int size = Math.min(Limits.FIRST_BACKWARD_BLOCK_BYTES, blockBytes);
      while (high > 0) {
        int wanted = (int) Math.min(size, high);
        long low = high - wanted;
        if (!readFully(block, wanted, low)) {
          return low; // the file has shrunk: let the forward reader find its end
        }
        long found = scan(block, wanted, low);
        if (found >= 0) {
          return found;
        }
        high = low;
        size = Math.min(size * 2, blockBytes);
      }
      return 0;
    } finally {
      pool.give(block);
    }
  }

  private boolean readFully(byte[] block, int wanted, long position) throws IOException {
    for (int done = 0; done < wanted; ) {
      int read = source.read(ByteBuffer.wrap(block, done, wanted - done), position + done);
      if (read <= 0) {
        return false;
      }
      turns.next();
      done += read;
    }
    return true;
  }

  private long scan(byte[] block, int length, long base) throws IOException {
    int before = length;
    while (true) {
      int newline = Swar.lastIndexOf(block, 0, before, NEWLINE);
      if (newline < 0) {
        return -1;
      }
      long start = base + newline + 1;
      if (start < lineEnd && keeps(block, newline + 1, base, length) && --linesLeft == 0) {
        return start;
      }
      lineEnd = base + newline;
      whole = true;
      before = newline;
    }
  }

  private boolean keeps(byte[] block, int from, long base, int length) throws IOException {
    if (filter.keepsAll()) {
      return true;
    }
    if (whole && lineEnd < base + length) {
      return filter.keeps(block, from, (int) (lineEnd - base));
    }
    return filter.keeps(source, base + from, end, blockBytes);
  }
}
