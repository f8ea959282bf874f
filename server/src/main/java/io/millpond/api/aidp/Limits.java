package io.millpond.api.aidp;

import java.time.Duration;

/** Every bound of this dialect, by name. */
final class Limits {
  /** Longest id of a platform, in characters, as published. */
  static final int MAX_PLATFORM_CHARS = 500;

  /** Longest key of an operation, in characters, as published. */
  static final int MAX_OPERATION_KEY_CHARS = 200;

  /** Longest key of a workspace or a cluster, in characters. */
  static final int MAX_KEY_CHARS = 255;

  /** Longest id that a client gives its request, in characters, as published. */
  static final int MAX_REQUEST_ID_CHARS = 255;

  /** Longest retry token, in characters, as published. */
  static final int MAX_RETRY_TOKEN_CHARS = 64;

  /** Longest body of a request. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  /** Longest a body may take to arrive. */
  static final Duration BODY_TIMEOUT = Duration.ofSeconds(20);

  /** Deepest nesting of objects and arrays in a body. */
  static final int MAX_BODY_DEPTH = 8;

  /** Longest string of a body, in characters. */
  static final int MAX_BODY_STRING_CHARS = 8192;

  /** Longest name of a member of a body, in characters. */
  static final int MAX_MEMBER_NAME_CHARS = 128;

  /** Longest text of a filter, in characters. */
  static final int MAX_FILTER_CHARS = 1024;

  /** Most entries of a page, as published. */
  static final int MAX_PAGE = 1000;

  /** Entries of a page where the request does not say, as published. */
  static final int DEFAULT_PAGE = 100;

  /** Longest token of a page, in characters, as published. */
  static final int MAX_PAGE_TOKEN_CHARS = 1024;

  /** Longest token of a page of records, in characters. */
  static final int MAX_SEARCH_TOKEN_CHARS = 8192;

  /** Most files that an answer names because they could not be read. */
  static final int MAX_TOLD_FILES = 20;

  /** Longest name to filter a list by, in characters, as published. */
  static final int MAX_NAME_CHARS = 255;

  /** How long a link waits for the file of an export that goes on. */
  static final Duration LINK_WAIT = Duration.ofSeconds(30);

  /** Longest value that a link's query puts in a header, in characters. */
  static final int MAX_OVERRIDE_CHARS = 1024;

  /** A segment of a path behind one named {@code p} that is shorter is shown in the access log. */
  static final int MIN_SECRET_CHARS = 20;

  private Limits() {}
}
