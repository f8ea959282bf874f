package io.millpond.http;

import java.time.Duration;

/** A request is refused since there are too many: 429, with the time to come again after. */
public final class Throttled extends Problem {
  private static final long serialVersionUID = 1L;

  private final long retryAfterSeconds;

  Throttled(Duration retryAfter) {
    this(Math.max(1, retryAfter.plusSeconds(1).minusNanos(1).toSeconds()));
  }

  private Throttled(long seconds) {
    super(429, "Too many requests", new Header("Retry-After", Long.toString(seconds)));
    this.retryAfterSeconds = seconds;
  }

  /** After how many seconds to come again, at least 1. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
