package io.millpond.api.dcos;

import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.logs.LineFilter;
import io.millpond.logs.LineWindow;
import io.millpond.logs.Position;
import io.millpond.logs.follow.LogPosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What is wanted of a task's file.
 *
 * @param asked the window of the query
 * @param lastEventId where a follower left off; goes before {@code cursor} and {@code skip}
 * @param filter of {@code filter=MESSAGE:text}
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

  /**
   * The window for a single answer. An id counts by its offset; its limit counts from there.
   *
   * <p>Of a file that was rotated since, the offset is no place any more: a follower would be led
   * to the old file, a single answer begins with the file that is there.
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

  private static LineFilter filter(Exchange exchange) {
    List<String> filters = exchange.query().all("filter");
    if (filters.isEmpty()) {
      return LineFilter.ALL;
    }
    if (filters.size() > 1) {
      throw Problem.badRequest("a file takes one filter, MESSAGE:text");
    }
    String filter = filters.getFirst();
    int colon = filter.indexOf(':');
    if (colon < 0) {
      throw DcosProblems.badFilter(filter);
    }
    if (!filter.substring(0, colon).equalsIgnoreCase("MESSAGE")) {
      throw Problem.badRequest("a file has no field to filter by but MESSAGE");
    }
    try {
      return LineFilter.containing(filter.substring(colon + 1).getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException tooLong) {
      throw Problem.badRequest("the filter is too long");
    }
  }
}
