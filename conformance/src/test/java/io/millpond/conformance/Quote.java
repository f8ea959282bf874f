package io.millpond.conformance;

/** Text as it may be shown in a failure: control characters visible, length bounded. */
final class Quote {
  private Quote() {}

  /** The text in quotation marks, cut in the middle when it is long. */
  static String of(String text) {
    String shown = text;
    if (text.length() > Limits.QUOTED_CHARS) {
      int half = Limits.QUOTED_CHARS / 2;
      shown =
          text.substring(0, half)
              + " …("
              + (text.length() - 2 * half)
              + " chars)… "
              + text.substring(text.length() - half);
    }
    StringBuilder out = new StringBuilder("\"");
    shown
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
              if (c < 0x20 || c == 0x7f) {
                out.append(String.format("\\x%02x", c));
              } else {
                out.appendCodePoint(c);
              }
            }
          }
        });
    return out.append('"').toString();
  }
}
