package io.millpond.database;

import java.time.Duration;

/** Every bound of the database. */
public final class Limits {
  /** Most connections to the database at a time. */
  public static final int MAX_DATABASE_CONNECTIONS = 4;

  /** Longest wait for a connection to the database. */
  public static final Duration DATABASE_CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longest wait for an answer of the database. */
  public static final Duration DATABASE_ANSWER_TIMEOUT = Duration.ofSeconds(15);

  /** How long a failure to open the database is remembered before it is tried again. */
  public static final Duration DATABASE_RETRY = Duration.ofSeconds(5);

  /** An embedded database whose file is longer is made shorter when it is opened. */
  public static final long LONG_DATABASE_BYTES = 32L * 1024 * 1024;

  private Limits() {}
}
