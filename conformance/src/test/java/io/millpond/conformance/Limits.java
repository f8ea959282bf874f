package io.millpond.conformance;

import java.time.Duration;

/**
 * Every bound of the suites: how long they wait, and for how much. What is waited for comes far
 * earlier; the bounds are for machines that have other things to do.
 */
final class Limits {
  /** From the start of the process to its ready line, on a busy machine. */
  static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

  /** From SIGTERM to the end of the process: the contract of the command line. */
  static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  /** What the machine may add to {@link #STOP_TIMEOUT} before a test calls the process stuck. */
  static final Duration STOP_GRACE = Duration.ofSeconds(2);

  /** Silence on a connection that ought to answer. */
  static final Duration READ_TIMEOUT = Duration.ofSeconds(45);

  /** From a write to a log file until its follower must have it. */
  static final Duration FOLLOW_TIMEOUT = Duration.ofSeconds(30);

  /** Until the server has noticed that an idle follower is gone: two pings and some. */
  static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(45);

  /** A refused configuration must be refused by then. */
  static final Duration REFUSE_TIMEOUT = Duration.ofSeconds(90);

  /**
   * For whatever a real cluster or provider takes its time for: a start, an application, a page.
   */
  static final Duration LAB_TIMEOUT = Duration.ofMinutes(5);

  /** From SIGTERM to the end of a process of a real cluster; after that it is killed. */
  static final Duration LAB_STOP_TIMEOUT = Duration.ofSeconds(15);

  /** Until a key that an issuer has taken back counts no more: its refresh, and some. */
  static final Duration TAKEN_BACK_TIMEOUT = Duration.ofMinutes(7);

  /** Last bytes of standard error quoted in a failure. */
  static final int STDERR_TAIL_BYTES = 8 << 10;

  /** Characters of a body quoted in a failure. */
  static final int QUOTED_CHARS = 600;

  /** Requests written ahead of the first answer on one connection. */
  static final int PIPELINE_DEPTH = 32;

  /** Traversals replayed by the quick suite; the slow suite replays all. */
  static final int QUICK_TRAVERSALS = 6_000;

  /** Requests of each kind whose times are compared. */
  static final int ORACLE_REQUESTS = 400;

  /** How long the median of either may be, in percent of the other's. */
  static final int ORACLE_PERCENT = 150;

  private Limits() {}
}
