package io.millpond.exports.search;

import io.millpond.exports.Limits;
import io.millpond.exports.LogRecord;
import java.util.List;
import java.util.Optional;

/**
 * A record that may be of a page.
 *
 * @param mark where it is in the order
 */
record Candidate(Mark mark, LogRecord record) {
  /** What it takes of a page's room, about. */
  long bytes() {
    long chars = (long) record.message().length() + record.subject().length();
    for (Optional<String> text : parts()) {
      chars += text.map(String::length).orElse(0);
    }
    return Limits.RECORD_BYTES + chars * Character.BYTES;
  }

  private List<Optional<String>> parts() {
    return List.of(
        record.level(),
        record.thread(),
        record.logger(),
        record.executionContextId(),
        record.opcRequestId(),
        record.jobRunKey(),
        record.taskRunKey(),
        record.eventType());
  }
}
