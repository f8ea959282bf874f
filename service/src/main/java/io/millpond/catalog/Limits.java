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

  /** Most workspaces, items, sessions and applications in them that can be registered, together. */
  public static final int MAX_REGISTERED = 100_000;

  /** Most applications that can be registered in one session. */
  public static final int MAX_REGISTERED_APPLICATIONS = 1_000;

  /**
   * Longest name or tenant of a workspace, name of an item or application id that is registered.
   */
  public static final int MAX_NAME_CHARS = 256;

  /** How long registrations of a database that others may change are used without asking it. */
  public static final Duration REGISTRATIONS_FRESH = Duration.ofSeconds(2);

  private Limits() {}
}
