package io.millpond.api.aidp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates as RFC 3339 writes them, section 5.6: any offset, up to nine digits of a second, {@code t}
 * and {@code z} in either case. A leap second is the last nanosecond of the second before it, which
 * is where clocks without leap seconds put an instant between the two.
 */
final class Instants {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[Tt](\\d{2}:\\d{2}):(\\d{2})(\\.\\d{1,9})?"
              + "([Zz]|([+-])(\\d{2}):(\\d{2}))");

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Instants() {}

  /** As answers have it: UTC, milliseconds. */
  static String text(Instant instant) {
    return MILLIS.format(instant);
  }

  /** Empty where it is no such date. */
  static Optional<Instant> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    try {
      return matcher.matches() ? instant(matcher) : Optional.empty();
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(MatchResult parts) {
    boolean isLeap = parts.group(3).equals("60");
    String fraction = isLeap || parts.group(4) == null ? "" : parts.group(4);
    LocalDateTime local =
        LocalDateTime.parse(
            parts.group(1)
                + "T"
                + parts.group(2)
                + ":"
                + (isLeap ? "59" : parts.group(3))
                + fraction);
    LocalDateTime utc = local;
    if (parts.group(6) != null) {
      int hours = Integer.parseInt(parts.group(7));
      int minutes = Integer.parseInt(parts.group(8));
      if (hours > 23 || minutes > 59) {
        return Optional.empty();
      }
      int sign = parts.group(6).equals("-") ? 1 : -1;
      utc = local.plusMinutes((long) sign * (hours * 60 + minutes));
    }
    if (isLeap && !mayBeLeap(utc)) {
      return Optional.empty();
    }
    return Optional.of((isLeap ? utc.withNano(999_999_999) : utc).toInstant(ZoneOffset.UTC));
  }

  /** Leap seconds are put at the end of a month, in UTC. */
  private static boolean mayBeLeap(LocalDateTime utc) {
    return utc.getHour() == 23
        && utc.getMinute() == 59
        && utc.getDayOfMonth() == utc.toLocalDate().lengthOfMonth();
  }
}
