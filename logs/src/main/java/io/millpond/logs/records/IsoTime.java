package io.millpond.logs.records;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Times as RFC 3339 writes them, and its relatives: a blank for the T, a comma for the point. */
final class IsoTime {
  private static final Template SHAPE = Template.of("9999-19-39?29:59:69");
  private static final int MILLI_DIGITS = 3;

  private IsoTime() {}

  /**
   * Where a time that begins at {@code from} ends, its fraction and offset included; -1 where there
   * is none.
   */
  static int end(byte[] bytes, int from, int to) {
    if (!SHAPE.matches(bytes, from, to)) {
      return -1;
    }
    int end = fractionEnd(bytes, from, to);
    int offsetEnd = Offsets.end(bytes, end, to);
    return offsetEnd < 0 ? end : offsetEnd;
  }

  private static int fractionEnd(byte[] bytes, int from, int to) {
    int at = from + SHAPE.length();
    if (at + 1 >= to || (bytes[at] != '.' && bytes[at] != ',') || !Digits.isDigit(bytes[at + 1])) {
      return at;
    }
    int end = at + 1;
    while (end < to && Digits.isDigit(bytes[end])) {
      end++;
    }
    return end;
  }

  /**
   * The time that begins at {@code from}, which {@link #end} found to be one.
   *
   * @param zone where it names none
   * @return milliseconds since 1970; {@link Head#NO_TIME} where there is no such day or hour
   */
  static long millis(byte[] bytes, int from, int to, ZoneId zone) {
    int fraction = from + SHAPE.length();
    int end = fractionEnd(bytes, from, to);
    long millis = 0;
    int scale = 100;
    for (int i = fraction + 1; i < end && i <= fraction + MILLI_DIGITS; i++) {
      millis += (long) (bytes[i] - '0') * scale;
      scale /= 10;
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              Digits.number(bytes, from, 4),
              Digits.two(bytes, from + 5),
              Digits.two(bytes, from + 8),
              Digits.two(bytes, from + 11),
              Digits.two(bytes, from + 14),
              Math.min(Digits.two(bytes, from + 17), 59));
      ZoneId in = Offsets.read(bytes, end, to).<ZoneId>map(ZoneOffset::normalized).orElse(zone);
      return local.atZone(in).toInstant().toEpochMilli() + millis;
    } catch (DateTimeException none) {
      return Head.NO_TIME;
    }
  }
}
