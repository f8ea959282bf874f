package io.millpond.api;

import java.time.Duration;

/** Every bound of what the dialects share. */
final class Limits {
  /** Longest body that is read to see whether it is the one that was signed. */
  static final int MAX_SIGNED_BODY_BYTES = 1 << 20;

  /** Longest such a body may take to arrive. */
  static final Duration SIGNED_BODY_TIMEOUT = Duration.ofSeconds(20);

  private Limits() {}
}
