package io.millpond.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Lines in the making: JSON objects in ASCII, one after the other in one buffer that is used again
 * and again.
 */
final class Line {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ELLIPSIS = "\\u2026".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[2 * Limits.MAX_LINE_BYTES];
  private int used;
  private long second = -1;
  private String secondText = "";

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return used;
  }

  void clear() {
    cut(0);
    if (bytes.length > Limits.MAX_KEPT_BYTES) {
      bytes = new byte[2 * Limits.MAX_LINE_BYTES];
    }
  }

  /** Takes away what was added beyond a length. */
  void cut(int length) {
    used = length;
  }

  /** Adds what is ASCII and needs no escape. */
  @SuppressWarnings("deprecation") // what it was given up for does not happen to ASCII
  Line plain(String text) {
    int length = text.length();
    room(length);
    text.getBytes(0, length, bytes, used);
    used += length;
    return this;
  }

  Line plain(byte[] text) {
    return plain(text, 0, text.length);
  }

  Line plain(byte[] text, int from, int length) {
    room(length);
    System.arraycopy(text, from, bytes, used, length);
    used += length;
    return this;
  }

  /**
   * Adds a member with a text, escaped and cut.
   *
   * @param name between a comma and a colon, in its quotes
   */
  Line member(String name, String text) {
    plain(name);
    put('"');
    escape(text);
    put('"');
    return this;
  }

  /** As above, unless the text is empty. */
  Line memberIfAny(String name, String text) {
    return text.isEmpty() ? this : member(name, text);
  }

  /** Adds a member with a number; its name as above. */
  Line member(String name, long number) {
    plain(name);
    return number(number);
  }

  /** Adds the member {@code time}, RFC 3339 with milliseconds. */
  Line time(long millis) {
    plain(",\"time\":");
    long whole = Math.floorDiv(millis, 1000);
    if (whole != second) {
      // Of the thousand stamps of a second only the end differs.
      String text = Instant.ofEpochSecond(whole).toString();
      second = whole;
      secondText = "\"" + text.substring(0, text.length() - 1) + ".";
    }
    plain(secondText);
    int fraction = (int) Math.floorMod(millis, 1000L);
    put((char) ('0' + fraction / 100));
    put((char) ('0' + fraction / 10 % 10));
    put((char) ('0' + fraction % 10));
    return plain("Z\"");
  }

  Line number(long number) {
    if (number < 0) {
      return plain(Long.toString(number));
    }
    int digits = 1;
    for (long rest = number; rest > 9; rest /= 10) {
      digits++;
    }
    room(digits);
    long rest = number;
    for (int i = used + digits - 1; i >= used; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    used += digits;
    return this;
  }

  private void put(char ascii) {
    room(1);
    bytes[used++] = (byte) ascii;
  }

  @SuppressWarnings("deprecation") // as above
  private void escape(String text) {
    int length = Math.min(text.length(), Limits.MAX_TEXT_CHARS);
    room(6 * length + ELLIPSIS.length);
    int clean = 0;
    while (clean < length && isPlain(text.charAt(clean))) {
      clean++;
    }
    text.getBytes(0, clean, bytes, used);
    used += clean;
    for (int i = clean; i < length; i++) {
      char next = text.charAt(i);
      if (isPlain(next)) {
        bytes[used++] = (byte) next;
      } else {
        bytes[used++] = '\\';
        bytes[used++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
          bytes[used++] = HEX[next >> shift & 15];
        }
      }
    }
    if (length < text.length()) {
      plain(ELLIPSIS);
    }
  }

  private static boolean isPlain(char next) {
    return next >= ' ' && next <= '~' && next != '"' && next != '\\';
  }

  private void room(int wanted) {
    if (wanted > bytes.length - used) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + wanted));
    }
  }
}
