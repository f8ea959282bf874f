package io.millpond.logs.records;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Offsets from UTC as times end with them: {@code Z}, {@code +01}, {@code +0100}, {@code +01:00}.
 */
final class Offsets {
  private static final int HOURS = 3;

  private Offsets() {}

  /** Where an offset at {@code at} ends; -1 where there is none. */
  static int end(byte[] bytes, int at, int to) {
    if (at < to && bytes[at] == 'Z') {
      return at + 1;
    }
    if (at + HOURS > to || !isSign(bytes[at]) || !digits(bytes, at + 1, to)) {
      return -1;
    }
    int minutes = at + HOURS;
    if (minutes < to && bytes[minutes] == ':' && digits(bytes, minutes + 1, to)) {
      return minutes + 3;
    }
    return digits(bytes, minutes, to) ? minutes + 2 : minutes;
  }

  /** The offset at {@code at}; empty where it is none that exists. */
  static Optional<ZoneOffset> read(byte[] bytes, int at, int to) {
    int end = end(bytes, at, to);
    if (end < 0) {
      return Optional.empty();
    }
    if (bytes[at] == 'Z') {
      return Optional.of(ZoneOffset.UTC);
    }
    int sign = bytes[at] == '-' ? -1 : 1;
    int hours = Digits.two(bytes, at + 1);
    int minutes = end == at + HOURS ? 0 : Digits.two(bytes, end - 2);
    try {
      return Optional.of(ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static boolean isSign(byte b) {
    return b == '+' || b == '-';
  }

  private static boolean digits(byte[] bytes, int at, int to) {
    return at + 2 <= to && Digits.isDigit(bytes[at]) && Digits.isDigit(bytes[at + 1]);
  }
}
