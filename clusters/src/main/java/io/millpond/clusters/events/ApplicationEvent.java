package io.millpond.clusters.events;

import java.time.Instant;

/**
 * Something in the life of an application, as its event log tells it.
 *
 * @param executorId whom it is about; empty for the application itself
 * @param text the name of the application that started; how it ended, where that is told; the host
 *     of an executor; why it was removed. May be empty
 * @param offset where it stands in the text of its file
 */
public record ApplicationEvent(
    Kind kind, Instant time, String executorId, String text, long offset) {
  /** What happened. */
  public enum Kind {
    APPLICATION_START,
    APPLICATION_END,
    EXECUTOR_ADDED,
    EXECUTOR_REMOVED
  }
}
