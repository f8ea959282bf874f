package io.millpond.conformance;

import java.nio.charset.StandardCharsets;

/** Ways to put a hostile string into a request target. */
enum Escape {
  /** As it is; only what would end the target or the line is escaped. */
  RAW,
  /** Everything but letters and digits is escaped. */
  ONCE,
  /** The same again. */
  TWICE;

  String apply(String text) {
    return switch (this) {
      case RAW -> minimal(text);
      case ONCE -> full(text);
      case TWICE -> full(full(text));
    };
  }

  private static String minimal(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int value = b & 0xff;
      if (value <= ' ' || value >= 0x7f || value == '#') {
        out.append(String.format("%%%02X", value));
      } else {
        out.append((char) value);
      }
    }
    return out.toString();
  }

  private static String full(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int value = b & 0xff;
      if (value < 0x80 && Character.isLetterOrDigit(value)) {
        out.append((char) value);
      } else {
        out.append(String.format("%%%02X", value));
      }
    }
    return out.toString();
  }
}
