package io.millpond.api.dcos;

import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.logs.LineWindow;
import io.millpond.logs.Position;

/** Which lines of a task's file are wanted: {@code cursor}, {@code skip}, {@code limit}. */
final class WindowParameters {
  private WindowParameters() {}

  /**
   * Reads the query.
   *
   * @throws Problem 400 where a value is no number, or a cursor negative
   */
  static LineWindow parse(Exchange exchange) {
    return new LineWindow(cursor(exchange), number(exchange, "skip"), number(exchange, "limit"));
  }

  private static Position cursor(Exchange exchange) {
    String cursor = exchange.query().first("cursor").orElse("BEG");
    return switch (cursor) {
      case "BEG" -> Position.BEGIN;
      case "END" -> Position.END;
      default -> offset(integer("cursor parameter", cursor));
    };
  }

  static Position offset(long offset) {
    if (offset < 0) {
      throw Problem.badRequest(
          "unable to initialize files API reader: invalid offset "
              + offset
              + ". Must be zero or positive integer");
    }
    return Position.at(offset);
  }

  private static long number(Exchange exchange, String name) {
    return exchange.query().first(name).map(text -> integer(name + " parameter", text)).orElse(0L);
  }

  static long integer(String what, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw Problem.badRequest("unable to parse " + what + ". " + text + " not an integer");
    }
  }
}
