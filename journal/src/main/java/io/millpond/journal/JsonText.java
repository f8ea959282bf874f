package io.millpond.journal;

/** Bytes as JSON. */
final class JsonText {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private JsonText() {}

  /** Adds UTF-8 text as a JSON string, quotes included. */
  static void addString(ByteSink out, byte[] text, int from, int to) {
    out.add('"');
    int copied = from;
    for (int i = from + Utf8.plainLength(text, from, to); i < to; i++) {
      int c = text[i];
      if (c < 0 || (c >= ' ' && c != '"' && c != '\\')) {
        continue;
      }
      out.add(text, copied, i - copied);
      copied = i + 1;
      addEscaped(out, c);
      i += Utf8.plainLength(text, i + 1, to);
    }
    out.add(text, copied, to - copied);
    out.add('"');
  }

  private static void addEscaped(ByteSink out, int c) {
    out.add('\\');
    switch (c) {
      case '"', '\\' -> out.add(c);
      case '\n' -> out.add('n');
      case '\t' -> out.add('t');
      case '\r' -> out.add('r');
      default -> {
        out.add('u');
        out.add('0');
        out.add('0');
        out.add(HEX[c >>> 4]);
        out.add(HEX[c & 15]);
      }
    }
  }

  /** Adds bytes as a JSON array of numbers from 0 to 255. */
  static void addNumbers(ByteSink out, byte[] bytes, int from, int to) {
    out.add('[');
    for (int i = from; i < to; i++) {
      if (i > from) {
        out.add(',');
      }
      out.addDecimal(bytes[i] & 0xff);
    }
    out.add(']');
  }
}
