package io.millpond.journal;

/**
 * Text without what only a terminal understands, as journalctl cleans messages: a tab is eight
 * blanks, colours and links go.
 */
final class TerminalText {
  static final byte ESCAPE = 0x1b;
  private static final byte BELL = 7;
  private static final byte[] TAB = {' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};

  private TerminalText() {}

  static void clean(byte[] text, int from, int to, ByteSink out) {
    int at = from;
    while (at < to) {
      int c = text[at];
      if (c == ESCAPE) {
        int end = sequenceEnd(text, at, to);
        if (end > at) {
          at = end;
          continue;
        }
      }
      if (c == '\t') {
        out.add(TAB);
      } else {
        out.add(c);
      }
      at++;
    }
  }

  /**
   * The index behind the whole colour or command sequence at {@code at}, or {@code at} when it is
   * none.
   */
  private static int sequenceEnd(byte[] text, int at, int to) {
    if (at + 1 < to && text[at + 1] == '[') {
      for (int i = at + 2; i < to; i++) {
        if (text[i] == 'm') {
          return i + 1;
        }
        if (text[i] != ';' && (text[i] < '0' || text[i] > '9')) {
          return at;
        }
      }
    } else if (at + 1 < to && text[at + 1] == ']') {
      for (int i = at + 2; i < to; i++) {
        if (text[i] == BELL) {
          return i + 1;
        }
        if (text[i] == ESCAPE && i + 1 < to && text[i + 1] == '\\') {
          return i + 2;
        }
        if (text[i] >= 0 && text[i] < ' ') {
          return at;
        }
      }
    }
    return at;
  }
}
