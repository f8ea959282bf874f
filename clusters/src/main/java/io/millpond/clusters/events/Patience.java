package io.millpond.clusters.events;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for somebody else, for a while. */
final class Patience {
  private Patience() {}

  /**
   * Waits until something is no longer so, or there is no more time.
   *
   * @param monitor that the caller holds, and is notified when it may have ended
   * @param sinceNanos by {@link System#nanoTime}, from when the time is counted
   */
  static void await(Object monitor, BooleanSupplier lasts, long sinceNanos, Duration patience)
      throws InterruptedIOException {
    long until = sinceNanos + patience.toNanos();
    try {
      for (long left = until - System.nanoTime();
          lasts.getAsBoolean() && left > 0;
          left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(monitor, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
