package io.millpond.logs.records;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a log writes its times: the patterns of Log4j 2's {@code %d}, which are Java's, and its named
 * ones. All fields have a fixed width, so that a time is recognised by its shape and read without
 * looking for anything.
 *
 * <p>A year of two digits is one of this century. A local time that occurs twice, when clocks are
 * set back, is the first of the two; one that is skipped is moved on, as {@link java.time} does.
 *
 * <p>Source: Apache Log4j 2 manual, Pattern Layout, "Date"; {@link java.time.format}.
 */
final class DateLayout {
  /** Log4j's named formats that have a date; ABSOLUTE has none. */
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("DEFAULT", "yyyy-MM-dd HH:mm:ss,SSS"),
          Map.entry("DEFAULT_MICROS", "yyyy-MM-dd HH:mm:ss,SSSSSS"),
          Map.entry("DEFAULT_NANOS", "yyyy-MM-dd HH:mm:ss,SSSSSSSSS"),
          Map.entry("DEFAULT_PERIOD", "yyyy-MM-dd HH:mm:ss.SSS"),
          Map.entry("ISO8601", "yyyy-MM-dd'T'HH:mm:ss,SSS"),
          Map.entry("ISO8601_PERIOD", "yyyy-MM-dd'T'HH:mm:ss.SSS"),
          Map.entry("ISO8601_PERIOD_MICROS", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"),
          Map.entry("ISO8601_BASIC", "yyyyMMdd'T'HHmmss,SSS"),
          Map.entry("ISO8601_BASIC_PERIOD", "yyyyMMdd'T'HHmmss.SSS"),
          Map.entry("ISO8601_OFFSET_DATE_TIME_HH", "yyyy-MM-dd'T'HH:mm:ss,SSSX"),
          Map.entry("ISO8601_OFFSET_DATE_TIME_HHMM", "yyyy-MM-dd'T'HH:mm:ss,SSSXX"),
          Map.entry("ISO8601_OFFSET_DATE_TIME_HHCMM", "yyyy-MM-dd'T'HH:mm:ss,SSSXXX"),
          Map.entry("COMPACT", "yyyyMMddHHmmssSSS"),
          Map.entry("DATE", "dd MMM yyyy HH:mm:ss,SSS"),
          Map.entry("DATE_PERIOD", "dd MMM yyyy HH:mm:ss.SSS"),
          Map.entry("US_MONTH_DAY_YEAR2_TIME", "dd/MM/yy HH:mm:ss.SSS"),
          Map.entry("US_MONTH_DAY_YEAR4_TIME", "dd/MM/yyyy HH:mm:ss.SSS"),
          Map.entry("UNIX", "9".repeat(10)),
          Map.entry("UNIX_MILLIS", "9".repeat(13)));

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final int ABSENT = -1;
  private static final int QUARTER_MINUTES = 15;

  private final ZoneId zone;
  private final Template template;
  private final boolean epoch;
  private final boolean hasOffset;
  private final int year;
  private final int yearDigits;
  private final int month;
  private final boolean monthIsName;
  private final int day;
  private final int hour;
  private final int minute;
  private final int second;
  private final int fraction;
  private final int fractionDigits;

  private DateLayout(DateShape shape, ZoneId zone) {
    this.zone = zone;
    this.template = Template.of(shape.text());
    this.epoch = shape.isEpoch();
    this.hasOffset = shape.endsWithOffset();
    this.year = shape.at('y');
    this.yearDigits = shape.width('y');
    this.month = shape.at('M');
    this.monthIsName = shape.width('M') == 3;
    this.day = shape.at('d');
    this.hour = shape.at('H');
    this.minute = shape.at('m');
    this.second = shape.at('s');
    this.fraction = shape.at('S');
    this.fractionDigits = shape.width('S');
  }

  /**
   * @param pattern as between the braces of {@code %d{…}}; empty for Log4j's default
   * @param zone of times that do not name theirs
   * @throws IllegalArgumentException where times so written cannot be read, with the reason
   */
  static DateLayout of(String pattern, ZoneId zone) {
    String named = NAMED.get(pattern.isEmpty() ? "DEFAULT" : pattern.toUpperCase(Locale.ROOT));
    return new DateLayout(DateShape.of(named != null ? named : pattern), zone);
  }

  /** The shape of a time, without an offset at its end. */
  Template template() {
    return template;
  }

  /** Whether a time's length varies: an offset ends it, {@code Z} or {@code +01:00}. */
  boolean hasOffset() {
    return hasOffset;
  }

  /**
   * Where a time that begins at {@code from} ends; -1 where there is none.
   *
   * @param to behind the last byte that counts
   */
  int end(byte[] bytes, int from, int to) {
    if (!template.matches(bytes, from, to)) {
      return -1;
    }
    int end = from + template.length();
    return hasOffset ? Offsets.end(bytes, end, to) : end;
  }

  /**
   * The time that begins at {@code from}, which {@link #end} found to be one.
   *
   * @return milliseconds since 1970; where there is no such day or hour (the 31st of February,
   *     24:10) the one as many days or hours after the last that there is
   */
  long millis(byte[] bytes, int from, int to, QuarterHour last) {
    if (epoch) {
      long value = Digits.longNumber(bytes, from, template.length());
      return template.length() == 10 ? value * 1000 : value;
    }
    int y = Digits.number(bytes, from + year, yearDigits) + (yearDigits == 2 ? 2000 : 0);
    int mo = monthIsName ? monthNamed(bytes, from + month) : Digits.two(bytes, from + month);
    int d = Digits.two(bytes, from + day);
    int h = Digits.two(bytes, from + hour);
    int mi = Digits.two(bytes, from + minute);
    int s = second == ABSENT ? 0 : Digits.two(bytes, from + second);
    ZoneId in = hasOffset ? zoneWritten(bytes, from + template.length(), to) : zone;
    long dayKey = (y * 32L + mo) * 64 + d;
    long key = (dayKey * 32 + h) * 4 + mi / QUARTER_MINUTES;
    if (!last.is(key, in)) {
      LocalDateTime quarter =
          LocalDate.of(y, 1, 1)
              .plusMonths(mo - 1)
              .plusDays(d - 1)
              .atStartOfDay()
              .plusHours(h)
              .plusMinutes(mi - mi % QUARTER_MINUTES);
      last.set(key, in, quarter.atZone(in).toInstant().toEpochMilli());
    }
    long seconds = mi % QUARTER_MINUTES * 60L + s;
    return last.startMillis() + seconds * 1000 + millisOfFraction(bytes, from);
  }

  /** An offset that is written wins. */
  private ZoneId zoneWritten(byte[] bytes, int at, int to) {
    Optional<ZoneOffset> offset = Offsets.read(bytes, at, to);
    return offset.isPresent() ? offset.get() : zone;
  }

  private long millisOfFraction(byte[] bytes, int from) {
    if (fraction == ABSENT) {
      return 0;
    }
    int digits = Math.min(fractionDigits, 3);
    int value = Digits.number(bytes, from + fraction, digits);
    return digits == 3 ? value : digits == 2 ? value * 10L : value * 100L;
  }

  /** The month of that name; January where there is none. */
  private static int monthNamed(byte[] bytes, int at) {
    for (int i = 0; i < MONTHS.size(); i++) {
      String name = MONTHS.get(i);
      if (lower(bytes[at]) == name.charAt(0)
          && lower(bytes[at + 1]) == name.charAt(1)
          && lower(bytes[at + 2]) == name.charAt(2)) {
        return i + 1;
      }
    }
    return 1;
  }

  private static int lower(byte letter) {
    return letter | 0x20;
  }
}
