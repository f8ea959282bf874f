package io.millpond.logs.records;

import java.util.HashMap;
import java.util.Map;

/** A date pattern taken apart: which field is where, how wide, and what stands between them. */
final class DateShape {
  private final StringBuilder text = new StringBuilder();
  private final Map<Character, Integer> at = new HashMap<>();
  private final Map<Character, Integer> width = new HashMap<>();
  private boolean epoch;
  private boolean offset;

  private DateShape() {}

  /**
   * @throws IllegalArgumentException where times so written cannot be read, with the reason
   */
  static DateShape of(String pattern) {
    DateShape shape = new DateShape();
    if (!pattern.isEmpty() && pattern.chars().allMatch(c -> c == '9')) {
      shape.epoch = true;
      shape.text.append(pattern);
      return shape;
    }
    int i = 0;
    while (i < pattern.length()) {
      i = shape.element(pattern, i);
    }
    shape.require();
    return shape;
  }

  private int element(String pattern, int i) {
    char c = pattern.charAt(i);
    if (offset) {
      throw new IllegalArgumentException("an offset stands at the end of a date");
    }
    if (c == '\'') {
      return quoted(pattern, i + 1);
    }
    int end = i;
    while (end < pattern.length() && pattern.charAt(end) == c) {
      end++;
    }
    if (!Character.isLetter(c)) {
      literal(c);
      return i + 1;
    }
    field(c, end - i);
    return end;
  }

  /** From behind a quote to behind the next; two quotes are one. */
  private int quoted(String pattern, int from) {
    if (from < pattern.length() && pattern.charAt(from) == '\'') {
      literal('\'');
      return from + 1;
    }
    int i = from;
    while (i < pattern.length() && pattern.charAt(i) != '\'') {
      literal(pattern.charAt(i++));
    }
    if (i == pattern.length()) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    return i + 1;
  }

  private void literal(char c) {
    if (c < ' ' || c > '~' || Character.isDigit(c) || c == '?') {
      throw new IllegalArgumentException("'" + c + "' between the fields of a date");
    }
    text.append(c);
  }

  private void field(char letter, int count) {
    char field = letter == 'u' ? 'y' : letter == 'n' ? 'S' : letter;
    switch (letter) {
      case 'X', 'x', 'Z' -> {
        offset = true;
        return;
      }
      case 'y', 'u' -> check(count == 2 || count == 4, letter, count);
      case 'M' -> check(count == 2 || count == 3, letter, count);
      case 'd', 'H', 'm', 's' -> check(count == 2, letter, count);
      case 'S', 'n' -> check(count <= 9, letter, count);
      default -> check(false, letter, count);
    }
    if (at.putIfAbsent(field, text.length()) != null) {
      throw new IllegalArgumentException("'" + letter + "' occurs twice");
    }
    width.put(field, count);
    text.append(shape(letter, count));
  }

  /** What can be known of the digits at no cost: the first one of two. */
  private static String shape(char letter, int count) {
    return switch (letter) {
      case 'M' -> count == 3 ? "???" : "19";
      case 'd' -> "39";
      case 'H' -> "29";
      case 'm' -> "59";
      case 's' -> "69";
      default -> "9".repeat(count);
    };
  }

  private static void check(boolean known, char letter, int count) {
    if (!known) {
      String field = String.valueOf(letter).repeat(count);
      throw new IllegalArgumentException(
          "a date with '" + field + "' cannot be read; fields of a fixed width can");
    }
  }

  private void require() {
    for (char field : new char[] {'y', 'M', 'd', 'H', 'm'}) {
      if (!at.containsKey(field)) {
        throw new IllegalArgumentException("a date needs '" + field + "'");
      }
    }
  }

  /** The shape for {@link Template#of}. */
  String text() {
    return text.toString();
  }

  /** Whether the whole is a number of seconds or milliseconds since 1970. */
  boolean isEpoch() {
    return epoch;
  }

  boolean endsWithOffset() {
    return offset;
  }

  /** Where a field begins; -1 where there is none. */
  int at(char field) {
    return at.getOrDefault(field, -1);
  }

  /** How many characters a field has; 0 where there is none. */
  int width(char field) {
    return width.getOrDefault(field, 0);
  }
}
