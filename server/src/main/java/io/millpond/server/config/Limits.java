package io.millpond.server.config;

import java.time.Duration;

/** The bounds of what a configuration file may be. */
final class Limits {
  /** The longest configuration file, in bytes. */
  static final int MAX_FILE_BYTES = 4 << 20;

  /** The deepest nesting of maps and lists. */
  static final int MAX_DEPTH = 32;

  /** The most nodes of a file, those an alias repeats counted again. */
  static final int MAX_NODES = 500_000;

  /** The longest single value, environment variables filled in, in characters. */
  static final int MAX_VALUE_CHARS = 8192;

  /** The most problems told at once. */
  static final int MAX_PROBLEMS = 50;

  /** The longest piece of the file that is repeated in a message, in characters. */
  static final int MAX_SHOWN_CHARS = 80;

  /** The longest duration that may be configured. */
  static final Duration MAX_DURATION = Duration.ofDays(3650);

  private Limits() {}
}
