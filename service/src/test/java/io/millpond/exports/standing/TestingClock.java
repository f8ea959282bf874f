package io.millpond.exports.standing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when it is told to. */
final class TestingClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-11-20T12:00:00.123456Z");

  @Override
  public Instant instant() {
    return now;
  }

  void move(Duration duration) {
    now = now.plus(duration);
  }
}
