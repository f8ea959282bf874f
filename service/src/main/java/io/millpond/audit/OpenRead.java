package io.millpond.audit;

import org.jspecify.annotations.Nullable;

/** A read that goes on. One that takes long is put on record before it ends. */
public abstract class OpenRead {
  private final long beganNanos = System.nanoTime();
  private volatile boolean isTold;

  /** As good as that of its identity, and cheaper: the JVM makes that one up outside its code. */
  @Override
  public final int hashCode() {
    return Long.hashCode(beganNanos);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other;
  }

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
