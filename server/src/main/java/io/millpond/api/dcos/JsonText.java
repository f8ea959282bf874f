package io.millpond.api.dcos;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of a log as the inside of a JSON string, as the encoder of the system's own language wrote
 * them: {@code < > &} and the line separators U+2028 and U+2029 are escaped too, and every byte
 * that is not part of valid UTF-8 becomes U+FFFD.
 */
final class JsonText {
  private static final byte[] REPLACEMENT = "\\ufffd".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UNICODE = "\\u00".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SEPARATOR = "\\u202".getBytes(StandardCharsets.US_ASCII);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The highest bit of each of eight bytes. */
  private static final long HIGH = 0x8080808080808080L;

  /** A one in each of eight bytes. */
  private static final long EACH = 0x0101010101010101L;

  /** Bytes that stand for themselves. */
  private static final boolean[] PLAIN = new boolean[256];

  static {
    for (int i = ' '; i < 127; i++) {
      PLAIN[i] = i != '"' && i != '\\' && i != '<' && i != '>' && i != '&';
    }
    PLAIN[127] = true;
  }

  private JsonText() {}

  /** Appends the bytes from {@code from} up to, not including, {@code to}. */
  static void append(byte[] text, int from, int to, ByteBuilder json) {
    int run = from;
    for (int i = plainEnd(text, from, to); i < to; i = plainEnd(text, i, to)) {
      int next = text[i] & 0xFF;
      int sequence = next < 0x80 ? 0 : utf8Length(text, i, to);
      if (sequence > 0 && !isLineSeparator(text, i, sequence)) {
        i += sequence;
        continue;
      }
      json.append(text, run, i - run);
      if (sequence > 0) {
        json.append(SEPARATOR).append((text[i + 2] & 1) == 0 ? '8' : '9');
        i += sequence;
      } else {
        escape(next, json);
        i++;
      }
      run = i;
    }
    json.append(text, run, to - run);
  }

  /** The first byte from {@code from} on that does not stand for itself, or {@code to}. */
  private static int plainEnd(byte[] text, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long special = special((long) LONGS.get(text, at));
      if (special != 0) {
        return at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
    }
    while (at < to && PLAIN[text[at] & 0xFF]) {
      at++;
    }
    return at;
  }

  /**
   * Marks, of eight bytes, those that do not stand for themselves by their highest bit. Above the
   * lowest mark there may be wrong ones, as subtractions borrow.
   */
  private static long special(long bytes) {
    long quoteOrAnd = (bytes | EACH * ('"' ^ '&')) ^ EACH * '&';
    long angle = (bytes | EACH * ('<' ^ '>')) ^ EACH * '>';
    long backslash = bytes ^ EACH * '\\';
    long marks =
        ((bytes - EACH * ' ') & ~bytes)
            | ((quoteOrAnd - EACH) & ~quoteOrAnd)
            | ((angle - EACH) & ~angle)
            | ((backslash - EACH) & ~backslash)
            | bytes;
    return marks & HIGH;
  }

  private static void escape(int next, ByteBuilder json) {
    switch (next) {
      case '"' -> json.append('\\').append('"');
      case '\\' -> json.append('\\').append('\\');
      case '\n' -> json.append('\\').append('n');
      case '\r' -> json.append('\\').append('r');
      case '\t' -> json.append('\\').append('t');
      default -> {
        if (next < 0x80) {
          json.append(UNICODE).appendHex(next);
        } else {
          json.append(REPLACEMENT);
        }
      }
    }
  }

  private static boolean isLineSeparator(byte[] text, int at, int sequence) {
    return sequence == 3
        && text[at] == (byte) 0xE2
        && text[at + 1] == (byte) 0x80
        && (text[at + 2] & 0xFE) == 0xA8;
  }

  /** Bytes of the valid UTF-8 sequence at {@code at}, 2 to 4; 0 where there is none. */
  private static int utf8Length(byte[] text, int at, int to) {
    int lead = text[at] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > to) {
      return 0;
    }
    int second = text[at + 1] & 0xFF;
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((text[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /**
   * The last place at or before {@code at}, but behind {@code from}, that is within no character.
   */
  static int boundary(byte[] text, int from, int at) {
    for (int boundary = at; boundary > from && at - boundary < 4; boundary--) {
      if ((text[boundary] & 0xC0) != 0x80) {
        return boundary;
      }
    }
    return at;
  }
}
