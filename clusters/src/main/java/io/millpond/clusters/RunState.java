package io.millpond.clusters;

/** What is known of the end of an application or attempt. */
public enum RunState {
  /** Accepted, waiting for its resources. */
  WAITING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  KILLED,
  /** Ended without saying how, or silent for so long that it cannot be told. */
  UNKNOWN
}
