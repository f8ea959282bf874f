package io.millpond.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of URLs, RFC 3986 section 2.1, over UTF-8. */
public final class PercentCode {
  private static final int ESCAPE_LENGTH = 3;
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); ) {
      int next = encoded.codePointAt(i);
      if (next == '%') {
        bytes.write(escaped(encoded, i));
        i += ESCAPE_LENGTH;
      } else {
        if (next < 0x80) {
          bytes.write(next == '+' && plusIsBlank ? ' ' : next);
        } else {
          bytes.writeBytes(Character.toString(next).getBytes(StandardCharsets.UTF_8));
        }
        i += Character.charCount(next);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException("invalid UTF-8", notText);
    }
  }

  /** The byte that the escape at {@code at} stands for. */
  private static int escaped(String encoded, int at) {
    int end = Math.min(at + ESCAPE_LENGTH, encoded.length());
    String escape = encoded.substring(at, end);
    if (escape.length() < ESCAPE_LENGTH
        || !HexFormat.isHexDigit(escape.charAt(1))
        || !HexFormat.isHexDigit(escape.charAt(2))) {
      throw new IllegalArgumentException(escape);
    }
    return HexFormat.fromHexDigits(escape, 1, ESCAPE_LENGTH);
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
