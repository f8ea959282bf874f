package io.millpond.api.fabric;

/** Every bound of this dialect, by name. */
final class Limits {
  /** Largest index a list of rolling driver logs may begin at, as published. */
  static final long MAX_ROLLING_OFFSET = 20_000;

  /** Most files of one list, as published; also what is listed when nothing is said. */
  static final long MAX_RESULTS = 3_000;

  /** Bytes of a part of a log where the request does not say, as published. */
  static final long DEFAULT_CONTENT_BYTES = 1024 * 1024;

  /** Sessions of one page. */
  static final int SESSIONS_PER_PAGE = 1_000;

  /** Characters of a session's continuation token. */
  static final int MAX_TOKEN_CHARS = 128;

  /** Bytes of a history server's answer that are passed on at a time. */
  static final int PASSED_BUFFER_BYTES = 16 * 1024;

  private Limits() {}
}
