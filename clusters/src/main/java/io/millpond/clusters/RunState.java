package io.millpond.clusters;

import java.time.Instant;

/** What is known of the end of an application or attempt. */
public enum RunState {
  /** Accepted, waiting for its resources. */
  WAITING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  KILLED,
  /** Ended without saying how, or silent for so long that it cannot be told. */
  UNKNOWN;

  /** Of what has no known end: what still writes its log runs. */
  public static RunState bySilence(Instant lastWritten, Instant now) {
    return lastWritten.plus(Limits.RUN_SILENT_AFTER).isBefore(now) ? UNKNOWN : RUNNING;
  }
}
