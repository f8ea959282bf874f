package io.millpond.http;

import java.time.Duration;

/**
 * Tokens that come back at a steady rate, as many as come in a second at most. For one thread at a
 * time; times are those of {@link System#nanoTime}.
 */
final class Bucket {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Between two tokens; 0 where there is no end of them. */
  private final long intervalNanos;

  private long fullAt;

  Bucket(int tokensPerSecond, long now) {
    this.intervalNanos = tokensPerSecond == 0 ? 0 : SECOND / tokensPerSecond;
    this.fullAt = now;
  }

  /** How long there will be no token, in nanoseconds; 0 where there is one. */
  long waitNanos(long now) {
    return intervalNanos == 0 ? 0 : Math.max(0, fullAt - now + intervalNanos - SECOND);
  }

  /** Takes a token, also where there is none. */
  void take(long now) {
    if (intervalNanos > 0) {
      fullAt = isFull(now) ? now + intervalNanos : fullAt + intervalNanos;
    }
  }

  /** Whether it is as if nothing had ever been taken. */
  boolean isFull(long now) {
    return fullAt - now <= 0;
  }
}
