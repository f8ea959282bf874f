package io.millpond.api.admin;

import java.time.Duration;

/** Every bound of the administrator's API. */
final class Limits {
  /** Longest body of a request. */
  static final int MAX_BODY_BYTES = 1 << 20;

  /** Longest a body may take to arrive. */
  static final Duration BODY_TIMEOUT = Duration.ofSeconds(20);

  /** Deepest nesting of objects and arrays in a body. */
  static final int MAX_BODY_DEPTH = 8;

  /** Longest string of a body, in characters. */
  static final int MAX_BODY_STRING_CHARS = 4096;

  /** Longest name of a member of a body, in characters. */
  static final int MAX_MEMBER_NAME_CHARS = 128;

  /** Longest name of a principal that is granted something. */
  static final int MAX_PRINCIPAL_CHARS = 512;

  /** Most permissions that a principal is granted. */
  static final int MAX_GRANTED_PERMISSIONS = 1_000;

  private Limits() {}
}
