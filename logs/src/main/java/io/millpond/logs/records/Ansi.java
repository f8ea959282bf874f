package io.millpond.logs.records;

/** Colours of a terminal: escape sequences that end with {@code m}. */
final class Ansi {
  private static final byte ESCAPE = 0x1b;

  private Ansi() {}

  /** Behind the sequences that begin at {@code at}; {@code at} where there is none. */
  static int end(byte[] bytes, int at, int to) {
    int end = at;
    while (end + 1 < to && bytes[end] == ESCAPE && bytes[end + 1] == '[') {
      int i = end + 2;
      while (i < to && (Digits.isDigit(bytes[i]) || bytes[i] == ';')) {
        i++;
      }
      if (i == to || bytes[i] != 'm') {
        return end;
      }
      end = i + 1;
    }
    return end;
  }
}
