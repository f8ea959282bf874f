package io.millpond.catalog;

import java.time.Duration;

/** Every bound of the catalog. */
public final class Limits {
  /** How long what a cluster told of its applications is used without asking it again. */
  public static final Duration APPLICATIONS_FRESH = Duration.ofSeconds(1);

  /**
   * How long a question to the catalog waits for a cluster that has been asked before and is slow
   * to answer again; then what it told last counts on.
   */
  public static final Duration APPLICATIONS_WAIT = Duration.ofSeconds(2);

  /** How long it waits for a cluster that has not told anything yet. */
  public static final Duration FIRST_APPLICATIONS_WAIT = Duration.ofSeconds(30);

  /** Most applications of a cluster whose properties are looked at, the newest first. */
  public static final int MAX_APPLICATIONS = 100_000;

  private Limits() {}
}
