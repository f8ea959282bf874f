package io.millpond.logs.records;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text that a part of a record is compared with, without regard to case: byte by byte where the
 * text is ASCII, as characters where it is not.
 */
final class TextMatch {
  private final String lower;

  /** The text in lower case, where it is ASCII. */
  private final byte @Nullable [] ascii;

  private TextMatch(String text) {
    this.lower = text.toLowerCase(Locale.ROOT);
    this.ascii =
        text.chars().allMatch(c -> c < 0x80) ? lower.getBytes(StandardCharsets.US_ASCII) : null;
  }

  static @Nullable TextMatch of(Optional<String> text) {
    return text.isPresent() ? new TextMatch(text.get()) : null;
  }

  static TextMatch of(String text) {
    return new TextMatch(text);
  }

  boolean isEqual(byte[] bytes, int from, int to) {
    if (ascii == null) {
      return lower(bytes, from, to).equals(lower);
    }
    return to - from == ascii.length && isAt(ascii, bytes, from);
  }

  boolean isWithin(byte[] bytes, int from, int to) {
    if (ascii == null) {
      return lower(bytes, from, to).contains(lower);
    }
    for (int at = from; at <= to - ascii.length; at++) {
      if (isAt(ascii, bytes, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] wanted, byte[] bytes, int at) {
    for (int i = 0; i < wanted.length; i++) {
      byte b = bytes[at + i];
      if ((b >= 'A' && b <= 'Z' ? (b | 0x20) : b) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static String lower(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
  }
}
