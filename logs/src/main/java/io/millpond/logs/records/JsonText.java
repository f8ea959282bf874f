package io.millpond.logs.records;

import io.millpond.logs.Swar;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What stands between the quotes of a JSON string. */
public final class JsonText {
  private static final int HEX_DIGITS = 4;

  private JsonText() {}

  /** Whether there is an escape in it. */
  public static boolean isEscaped(byte[] bytes, int from, int to) {
    return Swar.indexOf(bytes, from, to, (byte) '\\') >= 0;
  }

  /** The text, in UTF-8. Of an escape that is none the character stays. */
  public static byte[] unescape(byte[] bytes, int from, int to) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
    int i = from;
    while (i < to) {
      int backslash = Swar.indexOf(bytes, i, to, (byte) '\\');
      int plain = backslash < 0 ? to : backslash;
      text.write(bytes, i, plain - i);
      i = backslash < 0 ? to : escape(bytes, backslash, to, text);
    }
    return text.toByteArray();
  }

  /** Behind the escape that begins at {@code at}. */
  private static int escape(byte[] bytes, int at, int to, ByteArrayOutputStream text) {
    if (at + 1 >= to) {
      text.write('\\');
      return at + 1;
    }
    byte kind = bytes[at + 1];
    if (kind == 'u') {
      return unicode(bytes, at, to, text);
    }
    text.write(
        switch (kind) {
          case 'n' -> '\n';
          case 't' -> '\t';
          case 'r' -> '\r';
          case 'b' -> '\b';
          case 'f' -> '\f';
          default -> kind;
        });
    return at + 2;
  }

  private static int unicode(byte[] bytes, int at, int to, ByteArrayOutputStream text) {
    StringBuilder units = new StringBuilder(2);
    int i = at;
    // A character beyond the first plane is two escapes.
    while (units.length() < 2 && isUnit(bytes, i, to)) {
      char unit =
          (char)
              Integer.parseInt(new String(bytes, i + 2, HEX_DIGITS, StandardCharsets.US_ASCII), 16);
      units.append(unit);
      i += 2 + HEX_DIGITS;
      if (!Character.isHighSurrogate(unit)) {
        break;
      }
    }
    if (units.isEmpty()) {
      text.write('\\');
      return at + 1;
    }
    byte[] utf8 = units.toString().getBytes(StandardCharsets.UTF_8);
    text.write(utf8, 0, utf8.length);
    return i;
  }

  private static boolean isUnit(byte[] bytes, int at, int to) {
    if (at + 2 + HEX_DIGITS > to || bytes[at] != '\\' || bytes[at + 1] != 'u') {
      return false;
    }
    for (int i = at + 2; i < at + 2 + HEX_DIGITS; i++) {
      if (Character.digit(bytes[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
