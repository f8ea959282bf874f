package io.millpond.cli;

import java.time.Duration;

/** The bounds of the command line. */
final class Limits {
  /** How long a process that was told to end may close what it has; 5 s is the promise. */
  static final Duration MAX_CLOSING = Duration.ofMillis(4500);

  /** How often the demo's writer appends a line. */
  static final Duration DEMO_TICK = Duration.ofSeconds(1);

  /** Messages that wait to be written to standard error; further ones are dropped. */
  static final int MAX_STDERR_BACKLOG_BYTES = 1 << 20;

  /** How long the end of the process waits for standard error to take what it was told. */
  static final Duration MAX_STDERR_FLUSH = Duration.ofMillis(300);

  private Limits() {}
}
