package io.millpond.api.dcos;

import io.millpond.http.Exchange;
import io.millpond.http.PercentCode;
import io.millpond.http.Problem;
import io.millpond.journal.Cursor;
import io.millpond.journal.InvalidCursorException;
import io.millpond.journal.JournalFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is wanted of the journal.
 *
 * @param from where reading begins
 * @param skip as the query has it; its meaning depends on {@code from}, see {@link EntryWindow}
 * @param limit most entries, {@link Long#MAX_VALUE} for no limit
 * @param filter which entries there are at all
 */
record ComponentRequest(From from, long skip, long limit, JournalFilter filter) {
  /** Where reading begins. */
  sealed interface From {
    /** No cursor, or {@code BEG}. */
    record Head() implements From {}

    /** {@code END}: the last entry included. */
    record Tail() implements From {}

    /** Behind an entry. */
    record After(Cursor cursor) implements From {}
  }

  /**
   * Reads the query and the {@code Last-Event-ID} header, which goes before {@code cursor} and
   * {@code skip}.
   *
   * @param component the unit of the path; empty for the whole journal
   * @throws Problem 400 where a value is malformed
   */
  static ComponentRequest parse(Exchange exchange, Optional<String> component) {
    From asked = cursor(exchange);
    long skip = skip(exchange);
    long limit = limit(exchange);
    JournalFilter filter = filter(exchange, component);
    Optional<String> lastEventId = exchange.header("Last-Event-ID").filter(id -> !id.isEmpty());
    return lastEventId.isPresent()
        ? new ComponentRequest(new From.After(parseCursor(lastEventId.get())), 0, limit, filter)
        : new ComponentRequest(asked, skip, limit, filter);
  }

  private static From cursor(Exchange exchange) {
    Optional<String> cursor = exchange.query().first("cursor");
    if (cursor.isEmpty() || cursor.get().equals("BEG")) {
      return new From.Head();
    }
    if (cursor.get().equals("END")) {
      return new From.Tail();
    }
    try {
      // Clients escape it once for themselves and once for the URL.
      return new From.After(parseCursor(PercentCode.decode(cursor.get())));
    } catch (IllegalArgumentException malformed) {
      throw Problem.badRequest(
          "unable to un-escape cursor parameter: invalid URL escape \""
              + malformed.getMessage()
              + "\"");
    }
  }

  private static Cursor parseCursor(String text) {
    try {
      return Cursor.parse(text);
    } catch (InvalidCursorException malformed) {
      throw Problem.badRequest("unable to open journald: Incorrect cursor string");
    }
  }

  private static long skip(Exchange exchange) {
    String text = exchange.query().first("skip").orElse("0");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw notNumber("skip", "Atoi", text, text.matches("[+-]?[0-9]+"));
    }
  }

  private static long limit(Exchange exchange) {
    String text = exchange.query().first("limit").orElse("0");
    try {
      // A sign is no digit here; what exceeds a signed number is as good as no limit.
      if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
        long limit = Long.parseUnsignedLong(text);
        return limit <= 0 ? Long.MAX_VALUE : limit;
      }
    } catch (NumberFormatException malformed) {
      throw notNumber("limit", "ParseUint", text, text.matches("[0-9]+"));
    }
    throw notNumber("limit", "ParseUint", text, false);
  }

  private static Problem notNumber(String name, String function, String text, boolean tooLarge) {
    return Problem.badRequest(
        "unable to parse %s parameter: strconv.%s: parsing \"%s\": %s"
            .formatted(name, function, text, tooLarge ? "value out of range" : "invalid syntax"));
  }

  private static JournalFilter filter(Exchange exchange, Optional<String> component) {
    List<JournalFilter> matches = new ArrayList<>();
    for (String filter : exchange.query().all("filter")) {
      int colon = filter.indexOf(':');
      if (colon < 0) {
        throw DcosProblems.badFilter(filter);
      }
      String field = filter.substring(0, colon).toUpperCase(Locale.ROOT);
      try {
        matches.add(JournalFilter.match(field, filter.substring(colon + 1)));
      } catch (IllegalArgumentException invalid) {
        throw Problem.badRequest("invalid filter field " + filter.substring(0, colon));
      }
    }
    try {
      JournalFilter asked = JournalFilter.ofMatches(matches);
      return component
          .map(unit ->
              JournalFilter.and(
                  JournalFilter.or(
                      JournalFilter.match("UNIT", unit),
                      JournalFilter.match("_SYSTEMD_UNIT", unit)),
                  asked))
          .orElse(asked);
    } catch (IllegalArgumentException tooLarge) {
      throw Problem.badRequest("too many filters");
    }
  }
}
