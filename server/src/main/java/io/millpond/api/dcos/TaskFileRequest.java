package io.millpond.api.dcos;

import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.logs.LineFilter;
import io.millpond.logs.LineWindow;
import io.millpond.logs.Position;
import io.millpond.logs.follow.LogPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is wanted of a task's file.
 *
 * @param asked the window of the query
 * @param lastEventId where a follower left off; goes before {@code cursor} and {@code skip}
 * @param filter of {@code filter=MESSAGE:text}, which may be repeated
 */
record TaskFileRequest(LineWindow asked, Optional<LogPosition> lastEventId, LineFilter filter) {

  /**
   * Reads the query and the {@code Last-Event-ID} header.
   *
   * @throws Problem 400 where a value is malformed
   */
  static TaskFileRequest parse(Exchange exchange) {
    return new TaskFileRequest(
        WindowParameters.parse(exchange),
        exchange.header("Last-Event-ID").filter(id -> !id.isEmpty()).map(FileEventId::parse),
        filter(exchange));
  }

  /** Whether nothing of what is there now is wanted: then a file that is missing is no error. */
  boolean isFromEnd() {
    return lastEventId.isEmpty() && asked.cursor() instanceof Position.End;
  }

  /** Whether reading goes on in a file that the id names, which may have been rotated since. */
  boolean namesFile() {
    return lastEventId.flatMap(LogPosition::generation).isPresent();
  }

  /**
   * The window for a single answer from the file that is there. An id counts by its offset; its
   * limit counts from there.
   */
  LineWindow window() {
    return lastEventId
        .map(id -> new LineWindow(Position.at(id.offset()), 0, asked.limit()))
        .orElse(asked);
  }

  /**
   * Where a follower begins that has no id. The lines it skips are not all there yet perhaps: see
   * {@link #linesSkipped}.
   */
  LineWindow start() {
    return new LineWindow(asked.cursor(), Math.min(0, asked.skip()), 0);
  }

  /** How many lines a follower leaves out, of those that are there and those to come. */
  long linesSkipped() {
    return lastEventId.isPresent() ? 0 : Math.max(0, asked.skip());
  }

  /** A key that is repeated means any of its values, as for components. */
  private static LineFilter filter(Exchange exchange) {
    List<byte[]> texts = new ArrayList<>();
    for (String filter : exchange.query().all("filter")) {
      int colon = filter.indexOf(':');
      if (colon < 0) {
        throw DcosProblems.badFilter(filter);
      }
      if (!filter.substring(0, colon).equalsIgnoreCase("MESSAGE")) {
        throw Problem.badRequest("a file has no field to filter by but MESSAGE");
      }
      texts.add(filter.substring(colon + 1).getBytes(StandardCharsets.UTF_8));
    }
    if (texts.isEmpty()) {
      return LineFilter.ALL;
    }
    try {
      return LineFilter.containingAny(texts);
    } catch (IllegalArgumentException tooMuch) {
      throw Problem.badRequest("too many filters, or too long ones");
    }
  }
}
