package io.millpond.clusters.kubernetes;

import io.millpond.logs.Swar;

/**
 * Takes the records of a CRI log apart, a stretch of bytes at a time.
 *
 * <p>The text of a record is a run of bytes as they lie in the file: with the newline where the
 * record ends its line ({@code F}), without it where it does not ({@code P}). A stream's text is
 * therefore all its runs put together, and nothing is ever copied to find it. A run that the
 * stretch cuts goes on in the next one, so a line may be as long as it likes.
 *
 * <p>A line that is no record (garbage, zeros left by a crash, another stream's name) belongs to
 * neither stream, up to its newline. A last line without a newline counts as far as it goes: its
 * text once its header is whole, so that a text only ever grows at its end while the file does.
 *
 * <p>Where it stands between two steps is one number, {@link #state}: a parser given that number
 * goes on as if it had read all before. For one thread.
 */
final class CriParser {
  /** The state at the beginning of a line, and of a file. */
  static final int LINE_START = 0;

  private static final int SKIPPED = 1;
  private static final int FULL = 2;
  private static final int PARTIAL = 4;

  private final CriHeader header = new CriHeader();
  private int state;
  private int runFrom;
  private int runTo;
  private CriStream runStream = CriStream.STDOUT;

  CriParser(int state) {
    this.state = state;
  }

  /** Whether a parser in that state is within a record of the stream that will end its line. */
  static boolean isWithinFull(int state, CriStream stream) {
    return state == (FULL | stream.index());
  }

  /** Below 8. */
  int state() {
    return state;
  }

  /** Whether the last step found text; empty text is none. */
  boolean hasRun() {
    return runFrom < runTo;
  }

  /** Where the text begins, in the bytes the last step was given. */
  int runFrom() {
    return runFrom;
  }

  int runTo() {
    return runTo;
  }

  /** Whose text it is. */
  CriStream runStream() {
    return runStream;
  }

  /**
   * Looks at the bytes from {@code at} on, as far as one record goes.
   *
   * @return the index behind what was looked at; {@code at} itself where the bytes end within a
   *     header: those bytes must be given again, with more
   */
  int step(byte[] bytes, int at, int end) {
    runFrom = 0;
    runTo = 0;
    int text = at;
    if (state == LINE_START) {
      text = header.parse(bytes, at, end);
      if (text == CriHeader.INCOMPLETE) {
        return at;
      }
      if (text == CriHeader.MALFORMED) {
        state = SKIPPED;
        text = at;
      } else {
        state = (header.isPartial() ? PARTIAL : FULL) | header.stream().index();
      }
    }
    int newline = Swar.indexOf(bytes, text, end, (byte) '\n');
    int behind = newline < 0 ? end : newline + 1;
    if (state != SKIPPED) {
      runStream = (state & 1) == 0 ? CriStream.STDOUT : CriStream.STDERR;
      runFrom = text;
      runTo = newline >= 0 && state >= PARTIAL ? newline : behind;
    }
    if (newline >= 0) {
      state = LINE_START;
    }
    return behind;
  }
}
