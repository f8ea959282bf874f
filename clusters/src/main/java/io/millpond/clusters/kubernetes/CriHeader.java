package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Limits;
import io.millpond.logs.Swar;
import java.nio.charset.StandardCharsets;

/**
 * The part of a record before its text: {@code 2026-11-20T04:02:47.000104729Z stderr F }. The time
 * is RFC 3339 with up to nine digits of a second and {@code Z} or an offset; only its form is
 * looked at. The tag is {@code F} or {@code P}; further tags may follow a colon, as the format of
 * the container runtimes reserves them.
 */
final class CriHeader {
  /** Ends before it can be told. */
  static final int INCOMPLETE = -1;

  /** No record begins here. */
  static final int MALFORMED = -2;

  private static final int DATE_TIME_BYTES = 19;
  private static final int MAX_FRACTION_DIGITS = 9;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** Zeros where there is a digit; {@code yyyy-MM-}, {@code ddTHH:mm}, {@code HH:mm:ss}. */
  private static final long[] SHAPES = {shape("0000-00-"), shape("00T00:00"), shape("00:00:00")};

  private static final int[] SHAPE_AT = {0, 8, 11};
  private static final long[] LITERALS = {
    literals("0000-00-"), literals("00T00:00"), literals("00:00:00")
  };
  private static final byte[] STD = " std".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OUT = "out ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ERR = "err ".getBytes(StandardCharsets.US_ASCII);

  private CriStream stream = CriStream.STDOUT;
  private boolean partial;

  /** Of the header that was parsed last. */
  CriStream stream() {
    return stream;
  }

  /** Whether the line goes on with the stream's next record. */
  boolean isPartial() {
    return partial;
  }

  /**
   * Parses a header that begins at {@code from}.
   *
   * @return where its text begins, {@link #INCOMPLETE} or {@link #MALFORMED}
   */
  int parse(byte[] bytes, int from, int end) {
    int at = time(bytes, from, end);
    at = at < 0 ? at : streamName(bytes, at, end);
    at = at < 0 ? at : tag(bytes, at, end);
    if (at == INCOMPLETE && Swar.indexOf(bytes, from, end, (byte) '\n') >= 0) {
      return MALFORMED;
    }
    return at;
  }

  private static int time(byte[] bytes, int from, int end) {
    if (end - from <= DATE_TIME_BYTES) {
      return INCOMPLETE;
    }
    for (int i = 0; i < SHAPES.length; i++) {
      long digits = Swar.word(bytes, from + SHAPE_AT[i]) ^ SHAPES[i];
      boolean noDigit = (((digits + 0x7676767676767676L) | digits) & HIGH_BITS) != 0;
      if (noDigit || (digits & LITERALS[i]) != 0) {
        return MALFORMED;
      }
    }
    int at = from + DATE_TIME_BYTES;
    if (bytes[at] == '.') {
      int first = ++at;
      int last = Math.min(end, first + MAX_FRACTION_DIGITS);
      while (at < last && isDigit(bytes[at])) {
        at++;
      }
      if (at == end) {
        return INCOMPLETE;
      }
      if (at == first) {
        return MALFORMED;
      }
    }
    return bytes[at] == 'Z' ? at + 1 : offset(bytes, at, end);
  }

  /** {@code +01:00}. */
  private static int offset(byte[] bytes, int from, int end) {
    if (bytes[from] != '+' && bytes[from] != '-') {
      return MALFORMED;
    }
    if (end - from < 6) {
      return INCOMPLETE;
    }
    boolean valid =
        isDigit(bytes[from + 1])
            && isDigit(bytes[from + 2])
            && bytes[from + 3] == ':'
            && isDigit(bytes[from + 4])
            && isDigit(bytes[from + 5]);
    return valid ? from + 6 : MALFORMED;
  }

  private int streamName(byte[] bytes, int from, int end) {
    int at = from + STD.length;
    if (end - from < STD.length + OUT.length) {
      return INCOMPLETE;
    }
    if (!matches(bytes, from, STD)) {
      return MALFORMED;
    }
    if (matches(bytes, at, OUT)) {
      stream = CriStream.STDOUT;
    } else if (matches(bytes, at, ERR)) {
      stream = CriStream.STDERR;
    } else {
      return MALFORMED;
    }
    return at + OUT.length;
  }

  private int tag(byte[] bytes, int from, int end) {
    if (end - from < 2) {
      return INCOMPLETE;
    }
    partial = bytes[from] == 'P';
    if (!partial && bytes[from] != 'F') {
      return MALFORMED;
    }
    int at = from + 1;
    if (bytes[at] == ':') {
      int last = Math.min(end, from + Limits.MAX_CRI_TAG_BYTES);
      while (at < last && bytes[at] != ' ' && bytes[at] != '\n') {
        at++;
      }
      if (at == end) {
        return INCOMPLETE;
      }
    }
    return bytes[at] == ' ' ? at + 1 : MALFORMED;
  }

  private static boolean matches(byte[] bytes, int at, byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (bytes[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static long shape(String text) {
    return Swar.word(text.getBytes(StandardCharsets.US_ASCII), 0);
  }

  /** All ones where there is no digit. */
  private static long literals(String text) {
    byte[] mask = new byte[Long.BYTES];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (byte) (text.charAt(i) == '0' ? 0 : 0xff);
    }
    return Swar.word(mask, 0);
  }
}
