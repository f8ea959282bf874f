package io.millpond.api.aidp;

import io.millpond.exports.ContentType;
import io.millpond.exports.ExportRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what is to be exported, {@code DownloadClusterLogsDetails}. A filter has to fit one of the
 * types that are asked for; where the request names a type that there is not, every filter fits,
 * and nothing will be found.
 */
final class DownloadRequest {
  private static final String TYPE = "logContentTypeContains";
  private static final Set<ContentType> TEXT = EnumSet.of(ContentType.DRIVER, ContentType.EXECUTOR);
  private static final Set<ContentType> EVENTS = EnumSet.of(ContentType.EVENTS);

  private final RequestText body;
  private final String type;

  /** The types that are asked for; none where the request names something else. */
  private final List<ContentType> types;

  private DownloadRequest(RequestText body) {
    this.body = body;
    // All that is required is looked for before anything is looked at.
    body.required("timeBegin");
    body.required("timeEnd");
    this.type = body.required(TYPE);
    this.types =
        Arrays.stream(ContentType.values()).filter(known -> known.isNamedBy(type)).toList();
  }

  /**
   * @param maxWindow longest window that is accepted
   * @throws AidpProblem where something is missing, malformed, out of order or does not fit
   */
  static ExportRequest read(
      RequestText body, ExportRequest.Form form, Optional<Duration> maxWindow) {
    return new DownloadRequest(body).read(form, maxWindow, body.text("clientContext"));
  }

  /** The same for a search, {@code SearchClusterLogsDetails}: it has no context of a client. */
  static ExportRequest readSearch(RequestText body, Optional<Duration> maxWindow) {
    return new DownloadRequest(body)
        .read(ExportRequest.Form.JSON_LINES, maxWindow, Optional.empty());
  }

  private ExportRequest read(
      ExportRequest.Form form, Optional<Duration> maxWindow, Optional<String> clientContext) {
    Instant begin = instant("timeBegin");
    Instant end = instant("timeEnd");
    if (!begin.isBefore(end)) {
      throw AidpProblem.invalid("timeBegin must be before timeEnd");
    }
    if (maxWindow
        .filter(longest -> Duration.between(begin, end).compareTo(longest) > 0)
        .isPresent()) {
      throw AidpProblem.invalid(
          "timeEnd must be at most " + maxWindow.get().toSeconds() + " seconds after timeBegin");
    }
    AdvancedFilter advanced = AdvancedFilter.read(body);
    return new ExportRequest(
        begin,
        end,
        type,
        body.text("subjectContains"),
        filter("logLevel", TEXT),
        filter("logStreamTypeContains", TEXT),
        filter("thread", TEXT),
        filter("executionContextId", TEXT),
        filter("opcRequestId", TEXT),
        filter("eventType", EVENTS),
        body.text("messageContains"),
        advanced.of(AdvancedFilter.Key.JOB_RUN),
        advanced.of(AdvancedFilter.Key.TASK_RUN),
        clientContext,
        form);
  }

  private Instant instant(String name) {
    return Instants.parse(body.required(name))
        .orElseThrow(() ->
            AidpProblem.invalid(
                name + " must be a date and time of RFC 3339, such as 2025-03-16T00:00:00Z"));
  }

  private Optional<String> filter(String name, Set<ContentType> fitting) {
    Optional<String> filter = body.text(name);
    if (filter.isPresent() && !types.isEmpty() && types.stream().noneMatch(fitting::contains)) {
      throw AidpProblem.invalid(
          name
              + " is supported only where "
              + TYPE
              + " is "
              + (fitting.equals(EVENTS) ? "events" : "driver or executor"));
    }
    return filter;
  }
}
