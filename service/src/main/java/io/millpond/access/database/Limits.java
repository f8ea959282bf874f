package io.millpond.access.database;

import java.time.Duration;

/** Every bound of grants that administrators make. */
public final class Limits {
  /** Most principals that can be granted something at run time. */
  public static final int MAX_GRANTED_PRINCIPALS = 10_000;

  /** How long grants of a database that others may change are used without asking it. */
  public static final Duration GRANTS_FRESH = Duration.ofSeconds(1);

  /** How often it is seen to that what is known of grants is fresh. */
  public static final Duration GRANTS_LOOK = Duration.ofMillis(500);

  /** How long a start waits for the grants that are on record. */
  public static final Duration GRANTS_WAIT = Duration.ofSeconds(10);

  private Limits() {}
}
