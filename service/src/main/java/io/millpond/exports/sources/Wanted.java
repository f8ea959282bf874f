package io.millpond.exports.sources;

import io.millpond.clusters.Attempt;
import io.millpond.exports.ContentType;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Limits;
import io.millpond.exports.search.EventFilter;
import io.millpond.logs.records.RecordFilter;
import java.time.Instant;

/** What a request asks for, put to what there is. */
public final class Wanted {
  private final ExportRequest request;

  public Wanted(ExportRequest request) {
    this.request = request;
  }

  /**
   * Which records of logs are wanted. Times of records are whole milliseconds. Those of the
   * window's ends are cut to the millisecond they are in: nothing inside it is left out.
   */
  public RecordFilter records() {
    return new RecordFilter(
        request.timeBegin().toEpochMilli(),
        request.timeEnd().toEpochMilli(),
        request.logLevel(),
        request.thread(),
        request.executionContextId(),
        request.opcRequestId(),
        request.jobRunKey(),
        request.taskRunKey(),
        request.messageContains());
  }

  /** Which events are wanted. */
  public EventFilter events() {
    return new EventFilter(
        request.timeBegin().toEpochMilli(),
        request.timeEnd().toEpochMilli(),
        request.eventType(),
        request.subjectContains(),
        request.messageContains());
  }

  /** Whether records of that type may be; a line of a log is of no type of event. */
  boolean wantsLogs(ContentType type) {
    return type.isNamedBy(request.logContentTypeContains()) && request.eventType().isEmpty();
  }

  /** Whether events may be; an event has no level, thread, stream or context. */
  boolean wantsEvents() {
    return ContentType.EVENTS.isNamedBy(request.logContentTypeContains())
        && request.logStreamTypeContains().isEmpty()
        && !records().asksForParts();
  }

  /** Whether events of a type may be. */
  boolean wantsEventType(String type) {
    return request.eventType().map(type::equalsIgnoreCase).orElse(true);
  }

  boolean wantsSubject(String subject) {
    return EventFilter.contains(subject, request.subjectContains());
  }

  boolean wantsStream(String stream) {
    return EventFilter.contains(stream, request.logStreamTypeContains());
  }

  /**
   * Whether an attempt may have written something within the window. Its driver is a program that
   * may run before it becomes an application, and go on when it no longer is one.
   */
  boolean wants(Attempt attempt) {
    Instant first = request.timeBegin().minus(Limits.CLOCK_SKEW).minus(Limits.DRIVER_MARGIN);
    Instant last = request.timeEnd().plus(Limits.CLOCK_SKEW).plus(Limits.DRIVER_MARGIN);
    return attempt.start().map(start -> !start.isAfter(last)).orElse(true)
        && attempt.end().map(end -> !end.isBefore(first)).orElse(true);
  }
}
