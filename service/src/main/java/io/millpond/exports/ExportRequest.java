package io.millpond.exports;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What an export is to hold, checked already: the window is not empty, and the filters fit the
 * type. Source: AIDP, {@code DownloadClusterLogsDetails}.
 *
 * @param timeBegin first instant of the window
 * @param timeEnd last instant of the window
 * @param logContentTypeContains a part of {@code driver}, {@code executor} or {@code events}; any
 *     other text names nothing
 * @param subjectContains a part of the node's name
 * @param logLevel the level
 * @param logStreamTypeContains a part of {@code stdout} or {@code stderr}
 * @param thread the whole name of a thread
 * @param executionContextId the whole id
 * @param opcRequestId the whole id
 * @param eventType the whole type of an event
 * @param messageContains a part of the message
 * @param jobRunKey the whole key of a job's run
 * @param taskRunKey the whole key of a task's run
 * @param clientContext kept with the operation, and nothing else done with it
 * @param form how the file is written
 */
public record ExportRequest(
    Instant timeBegin,
    Instant timeEnd,
    String logContentTypeContains,
    Optional<String> subjectContains,
    Optional<String> logLevel,
    Optional<String> logStreamTypeContains,
    Optional<String> thread,
    Optional<String> executionContextId,
    Optional<String> opcRequestId,
    Optional<String> eventType,
    Optional<String> messageContains,
    Optional<String> jobRunKey,
    Optional<String> taskRunKey,
    Optional<String> clientContext,
    Form form) {
  /** How the file is written. */
  public enum Form {
    /** Lines for people. */
    TEXT,
    /** The same, compressed. */
    GZIP,
    /** One JSON object a record. */
    JSON_LINES
  }

  /** The filters that were given, besides the kind of log, by the names they have in requests. */
  public SequencedMap<String, String> filters() {
    SequencedMap<String, String> filters = new LinkedHashMap<>();
    subjectContains.ifPresent(text -> filters.put("subjectContains", text));
    logLevel.ifPresent(text -> filters.put("logLevel", text));
    logStreamTypeContains.ifPresent(text -> filters.put("logStreamTypeContains", text));
    thread.ifPresent(text -> filters.put("thread", text));
    executionContextId.ifPresent(text -> filters.put("executionContextId", text));
    opcRequestId.ifPresent(text -> filters.put("opcRequestId", text));
    eventType.ifPresent(text -> filters.put("eventType", text));
    messageContains.ifPresent(text -> filters.put("messageContains", text));
    jobRunKey.ifPresent(text -> filters.put("jobRunKey", text));
    taskRunKey.ifPresent(text -> filters.put("taskRunKey", text));
    return filters;
  }
}
