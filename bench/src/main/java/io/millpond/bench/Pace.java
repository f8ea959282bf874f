package io.millpond.bench;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Does something so many times a second; what it is late with it catches up. */
final class Pace {
  /** What is done. */
  interface Action {
    void run(long number) throws IOException;
  }

  private Pace() {}

  /** Returns after {@code seconds}. */
  static void keep(double perSecond, double seconds, Action action) throws IOException {
    long began = System.nanoTime();
    long count = (long) (perSecond * seconds);
    for (long i = 0; i < count; i++) {
      long due = began + (long) (i * 1e9 / perSecond);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      action.run(i);
    }
  }
}
