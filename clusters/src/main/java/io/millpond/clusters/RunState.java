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

  /**
   * Of two accounts of one end the worse: an application that is killed may still tell of a success
   * while it goes down. What is unknown yields.
   */
  public static RunState worse(RunState one, RunState other) {
    if (one == UNKNOWN || other == UNKNOWN) {
      return one == UNKNOWN ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }
}
