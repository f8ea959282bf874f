package io.millpond.access.signatures;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** Dates of HTTP, in the one form that is still to be sent: IMF-fixdate (RFC 9110, 5.6.7). */
final class HttpDate {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private HttpDate() {}

  /** The time of a date; empty where it is of another form or of no calendar. */
  static Optional<Instant> parse(String date) {
    try {
      return Optional.of(LocalDateTime.parse(date, FORM).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
