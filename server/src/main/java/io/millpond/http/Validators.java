package io.millpond.http;

import io.millpond.logs.FileStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What tells one state of a file from another, and the conditions a client may set on it, RFC 9110
 * section 13.
 *
 * @param etag strong: changes with the file, its length or its time
 * @param modified last modification, whole seconds
 */
public record Validators(String etag, Instant modified) {
  /** RFC 9110 section 5.6.7; the library's own RFC 1123 format writes days of one digit. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** A file is mostly asked for again and again, and to write a date takes a while. */
  private static volatile Formatted lastFormatted = new Formatted(Instant.MIN, "");

  private record Formatted(Instant time, String text) {}

  /** What the conditions of a request ask for. */
  public enum Outcome {
    /** Answer, ranges included. */
    PROCEED,
    /** Answer, but with the whole file: the range was of another state of it. */
    WHOLE,
    /** 304. */
    NOT_MODIFIED,
    /** 412. */
    PRECONDITION_FAILED
  }

  public static Validators of(FileStatus file) {
    Instant time = file.modified();
    String etag =
        '"'
            + Long.toHexString(file.inode())
            + '-'
            + Long.toHexString(file.size())
            + '-'
            + Long.toHexString(time.getEpochSecond() * 1_000_000_000L + time.getNano())
            + '"';
    return new Validators(etag, time.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Of something that has a tag of its own.
   *
   * @param tag strong, without quotes
   */
  public static Validators of(String tag, Instant modified) {
    return new Validators('"' + tag + '"', modified.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Whether {@code If-Match} lets a change of it pass; where there is none it does. */
  public boolean isMatched(Exchange exchange) {
    return exchange.headerList("If-Match").map(list -> matches(list, false)).orElse(true);
  }

  /** The modification time as an HTTP date. */
  public String lastModified() {
    Formatted known = lastFormatted;
    if (!known.time().equals(modified)) {
      known = new Formatted(modified, HTTP_DATE.format(modified));
      lastFormatted = known;
    }
    return known.text();
  }

  /** Decides on the conditions in the order of the RFC's section 13.2.2. */
  public Outcome decide(Exchange exchange) {
    if (!isMatched(exchange)) {
      return Outcome.PRECONDITION_FAILED;
    }
    if (exchange.header("If-Match").isEmpty()
        && date(exchange, "If-Unmodified-Since").filter(modified::isAfter).isPresent()) {
      return Outcome.PRECONDITION_FAILED;
    }
    Optional<String> ifNoneMatch = exchange.headerList("If-None-Match");
    if (ifNoneMatch.isPresent()) {
      if (matches(ifNoneMatch.get(), true)) {
        return Outcome.NOT_MODIFIED;
      }
    } else if (date(exchange, "If-Modified-Since")
        .filter(at -> !modified.isAfter(at))
        .isPresent()) {
      return Outcome.NOT_MODIFIED;
    }
    Optional<String> ifRange = exchange.header("If-Range");
    return ifRange.isEmpty() || isCurrent(ifRange.get().strip()) ? Outcome.PROCEED : Outcome.WHOLE;
  }

  private boolean matches(String list, boolean weak) {
    for (String tag : list.split(",", -1)) {
      String candidate = tag.strip();
      if (weak && candidate.startsWith("W/")) {
        candidate = candidate.substring(2);
      }
      // Clients of OCI send a tag as they saw it, and leave its quotes out.
      if (candidate.equals("*")
          || candidate.equals(etag)
          || candidate.equals(etag.substring(1, etag.length() - 1))) {
        return true;
      }
    }
    return false;
  }

  private boolean isCurrent(String ifRange) {
    return ifRange.startsWith("\"")
        ? ifRange.equals(etag)
        : parseDate(ifRange).filter(modified::equals).isPresent();
  }

  private static Optional<Instant> date(Exchange exchange, String header) {
    return exchange.header(header).flatMap(Validators::parseDate);
  }

  private static Optional<Instant> parseDate(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
