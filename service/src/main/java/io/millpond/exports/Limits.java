package io.millpond.exports;

import java.time.Duration;

/** Every bound of exports. */
public final class Limits {
  /** Bytes of what was found in one file that are collected before they are put away. */
  public static final int RUN_BUFFER_BYTES = 256 * 1024;

  /** Bytes of one record that are put away at once. */
  public static final int ENTRY_BYTES = 128 * 1024;

  /** Bytes read ahead of all files together, while what was found is put in order. */
  public static final int MERGE_BYTES = 32 * 1024 * 1024;

  /** Bytes read ahead of one file at least; with more files than fit, together more than that. */
  public static final int MIN_MERGE_BUFFER_BYTES = 4 * 1024;

  /** Bytes of a file that one task searches; a larger file is searched by several at once. */
  public static final long TASK_BYTES = 64L * 1024 * 1024;

  /**
   * How far clocks of machines are taken to be apart at most, when files are left out by their
   * times.
   */
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /** How long before its application, and after it, a driver writes to its log at most. */
  public static final Duration DRIVER_MARGIN = Duration.ofDays(1);

  /** Events of one source that are put in order of time before they are handed on. */
  public static final int MAX_EVENTS_WAITING = 256;

  /** Longest line of a file of events, in bytes. */
  public static final int MAX_EVENT_LINE_BYTES = 64 * 1024;

  /** Most files that one export searches. */
  public static final int MAX_SEARCHED_FILES = 200_000;

  private Limits() {}
}
