package io.millpond.exports.standing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A clock that goes when it is told to. */
final class TestingClock implements InstantSource {
  private final Queue<RuntimeException> exceptions = new ConcurrentLinkedQueue<>();
  private final Queue<Error> errors = new ConcurrentLinkedQueue<>();
  private volatile Instant now = Instant.parse("2026-11-20T12:00:00.123456Z");

  @Override
  public Instant instant() {
    RuntimeException exception = exceptions.poll();
    if (exception != null) {
      throw exception;
    }
    Error error = errors.poll();
    if (error != null) {
      throw error;
    }
    return now;
  }

  void move(Duration duration) {
    now = now.plus(duration);
  }

  /** The next question fails: a fault as nobody has thought of, where the time is asked for. */
  void fail(RuntimeException exception) {
    exceptions.add(exception);
  }

  /** The same. */
  void fail(Error error) {
    errors.add(error);
  }
}
