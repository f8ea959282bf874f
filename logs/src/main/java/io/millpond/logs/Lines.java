package io.millpond.logs;

import java.io.IOException;

/**
 * Opens readers of lines over byte sources. Memory is one block a reader, whatever the size of the
 * file and of its lines; blocks are pooled. Safe for use by several threads; a reader is not.
 */
public final class Lines {
  private final BlockPool pool;
  private final int pieceBytes;

  /** With the sizes of {@link Limits}. */
  public Lines() {
    this(Limits.BLOCK_BYTES, Limits.MAX_PIECE_BYTES);
  }

  /**
   * @param blockBytes bytes read at once, at least 8
   * @param pieceBytes most bytes of one piece of a line, at least 4
   */
  public Lines(int blockBytes, int pieceBytes) {
    if (blockBytes < 8 || pieceBytes < 4) {
      throw new IllegalArgumentException("too small to hold a character");
    }
    this.pool = new BlockPool(blockBytes);
    this.pieceBytes = pieceBytes;
  }

  /** The lines of {@code window} one by one, up to the size the source had when it was opened. */
  public LineReader read(ByteSource source, LineWindow window, LineFilter filter)
      throws IOException {
    return read(source, window, filter, source.size());
  }

  /** The lines of {@code window} one by one, the source taken to end at {@code end}. */
  public LineReader read(ByteSource source, LineWindow window, LineFilter filter, long end)
      throws IOException {
    Block block = new Block(source, pool, start(source, window, filter, end), end);
    return new LineReader(source, block, window, filter, end, pieceBytes);
  }

  /** The lines of {@code window} in stretches as large as the read buffers allow. */
  public RunReader runs(ByteSource source, LineWindow window, LineFilter filter)
      throws IOException {
    if (!filter.keepsAll()) {
      return new FilteredRuns(read(source, window, filter));
    }
    long end = source.size();
    return new BlockRuns(new Block(source, pool, start(source, window, filter, end), end), window);
  }

  private long start(ByteSource source, LineWindow window, LineFilter filter, long end)
      throws IOException {
    long cursor = window.cursorIn(end);
    long back = window.linesBack();
    return back == 0
        ? cursor
        : new BackwardScan(source, filter, end, pool.blockBytes()).startOf(back, cursor, pool);
  }
}
