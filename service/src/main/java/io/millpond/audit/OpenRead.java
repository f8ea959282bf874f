package io.millpond.audit;

/** A read that goes on. One that takes long is put on record before it ends. */
public abstract class OpenRead {
  private final long beganNanos = System.nanoTime();
  private volatile boolean isTold;

  /** What there is to say of it now. Called by any thread, at any time. */
  protected abstract Entry soFar();

  /** Milliseconds since it began. */
  protected final long millis() {
    return (System.nanoTime() - beganNanos) / 1_000_000;
  }

  /** Says that a line tells of it already. */
  final void told() {
    isTold = true;
  }

  final boolean isToBeTold() {
    return !isTold && millis() >= Limits.LONG_READ.toMillis();
  }
}
