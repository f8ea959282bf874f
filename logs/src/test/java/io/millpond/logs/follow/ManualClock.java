package io.millpond.logs.follow;

import java.time.Duration;
import java.time.Instant;

/** A clock that tests move. */
final class ManualClock implements Tails.Clock {
  private long nanos = 1_000_000_000_000L;

  void pass(Duration duration) {
    nanos += duration.toNanos();
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long busyNanos() {
    return nanos;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(1_800_000_000, nanos);
  }
}
