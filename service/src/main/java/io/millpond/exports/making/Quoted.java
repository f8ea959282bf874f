package io.millpond.exports.making;

/** Text of strangers in a line: in quotes, and nothing in it that moves a cursor. */
final class Quoted {
  private Quoted() {}

  static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (isPlain(c)) {
            quoted.appendCodePoint(c);
          } else {
            quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
          }
        });
    return quoted.append('"').toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
