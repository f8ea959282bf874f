package io.millpond.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of URLs, RFC 3986 section 2.1, over UTF-8. */
public final class PercentCode {
  private static final String UNRESERVED = "-._~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentCode() {}

  /**
   * The text that {@code encoded} stands for.
   *
   * @throws IllegalArgumentException where an escape is malformed or the bytes are not UTF-8
   */
  public static String decode(String encoded) {
    return decode(encoded, false);
  }

  /** As {@link #decode}, with {@code +} for a blank, as in queries. */
  public static String decodeQuery(String encoded) {
    return decode(encoded, true);
  }

  private static String decode(String encoded, boolean plusIsBlank) {
    if (encoded.indexOf('%') < 0 && (!plusIsBlank || encoded.indexOf('+') < 0)) {
      return encoded;
    }
    byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < raw.length; i++) {
      byte next = raw[i];
      if (next == '%') {
        int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
        int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw new IllegalArgumentException(
              encoded.substring(encoded.indexOf('%')).substring(0, Math.min(3, raw.length - i)));
        }
        next = (byte) (high << 4 | low);
        i += 2;
      } else if (next == '+' && plusIsBlank) {
        next = ' ';
      }
      raw[length++] = next;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw, 0, length)).toString();
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException("invalid UTF-8", notText);
    }
  }

  /** Encodes text as one path segment: everything but unreserved characters is escaped. */
  public static String encodeSegment(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (next & 0xFF);
      if (character < 128
          && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0)) {
        encoded.append(character);
      } else {
        encoded.append('%').append(HEX[(next >> 4) & 15]).append(HEX[next & 15]);
      }
    }
    return encoded.toString();
  }

  /**
   * Escapes what may not stand in a URL as it is: blanks, control characters and all beyond ASCII,
   * which clients forget to escape. What is escaped already stays.
   */
  public static String escapeStray(String text) {
    if (text.chars().allMatch(PercentCode::isPrintable)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPrintable(next)) {
        escaped.append((char) next);
      } else {
        escaped.append('%').append(HEX[(next >> 4) & 15]).append(HEX[next & 15]);
      }
    }
    return escaped.toString();
  }

  private static boolean isPrintable(int character) {
    return character > ' ' && character < 127;
  }
}
