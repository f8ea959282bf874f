package io.millpond.logs;

/**
 * Which lines of a file: those behind {@code cursor}, less the first {@code skip}, at most {@code
 * limit}. Only lines that are not empty and pass the reader's filter exist for the counting, and
 * only such lines are delivered. The rules are those of DC/OS task files (Logging API v2).
 *
 * @param cursor where the window hangs; in the middle of a line the remainder counts as a line,
 *     behind the end there is nothing
 * @param skip where positive, how many lines are left out; where negative, by how many lines the
 *     beginning is moved back before the cursor, no further than the beginning of the file. A line
 *     the cursor stands in counts as one of those before it and is then delivered whole.
 * @param limit most lines delivered, counted from the moved beginning; 0 or less for no limit
 */
public record LineWindow(Position cursor, long skip, long limit) {
  /** Every line. */
  public static final LineWindow ALL = new LineWindow(Position.BEGIN, 0, 0);

  /** The last {@code lines} lines. */
  public static LineWindow last(long lines) {
    return new LineWindow(Position.END, lines == 0 ? 0 : -lines, 0);
  }

  /** Every line from {@code offset} on. */
  public static LineWindow from(long offset) {
    return new LineWindow(Position.at(offset), 0, 0);
  }

  long cursorIn(long end) {
    return cursor instanceof Position.Offset offset ? Math.min(offset.bytes(), end) : end;
  }

  long linesBack() {
    return skip == Long.MIN_VALUE ? Long.MAX_VALUE : Math.max(0, -skip);
  }

  long linesSkipped() {
    return Math.max(0, skip);
  }

  long linesWanted() {
    return limit <= 0 ? Long.MAX_VALUE : limit;
  }
}
