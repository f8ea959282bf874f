package io.millpond.exports;

import java.util.Optional;

/**
 * A record of a log, or an event, that a search has found.
 *
 * @param id no other record of its cluster has it
 * @param timeMillis when it was written, in milliseconds since 1970
 * @param type as {@link ContentType#wireName} has it
 * @param subject the node; empty where it is unknown
 * @param stream {@code stdout}, {@code stderr}, or another file's name; empty for events
 * @param file that it is in, unique in its cluster; no path of this machine
 * @param offset of it in the file
 * @param message all lines of it
 * @param isCut whether the message goes on: it is longer than a search tells
 */
public record LogRecord(
    String id,
    long timeMillis,
    String type,
    String subject,
    String stream,
    String file,
    long offset,
    Optional<String> level,
    Optional<String> thread,
    Optional<String> logger,
    Optional<String> executionContextId,
    Optional<String> opcRequestId,
    Optional<String> jobRunKey,
    Optional<String> taskRunKey,
    Optional<String> eventType,
    String message,
    boolean isCut) {}
