package io.millpond.exports;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A request for logs of one day, with whatever else a test says. */
public final class TestingRequest {
  /** First of the day in which everything in the fixtures was written. */
  public static final Instant FROM = Instant.parse("2026-11-20T00:00:00Z");

  public static final Instant TO = Instant.parse("2026-11-20T23:59:59Z");

  private final String type;
  private final Map<String, String> filters = new HashMap<>();
  private Instant from = FROM;
  private Instant to = TO;
  private Optional<String> context = Optional.empty();
  private ExportRequest.Form form = ExportRequest.Form.TEXT;

  private TestingRequest(String type) {
    this.type = type;
  }

  public static TestingRequest of(String type) {
    return new TestingRequest(type);
  }

  public TestingRequest within(Instant begin, Instant end) {
    from = begin;
    to = end;
    return this;
  }

  public TestingRequest with(String filter, String value) {
    filters.put(filter, value);
    return this;
  }

  public TestingRequest withContext(String text) {
    context = Optional.of(text);
    return this;
  }

  public TestingRequest as(ExportRequest.Form wanted) {
    form = wanted;
    return this;
  }

  private Optional<String> filter(String name) {
    return Optional.ofNullable(filters.get(name));
  }

  public ExportRequest build() {
    return new ExportRequest(
        from,
        to,
        type,
        filter("subjectContains"),
        filter("logLevel"),
        filter("logStreamTypeContains"),
        filter("thread"),
        filter("executionContextId"),
        filter("opcRequestId"),
        filter("eventType"),
        filter("messageContains"),
        filter("jobRunKey"),
        filter("taskRunKey"),
        context,
        form);
  }
}
