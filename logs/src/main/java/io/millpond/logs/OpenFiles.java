package io.millpond.logs;

import java.util.concurrent.atomic.LongAdder;

/** How many log files this process has open, for a metric. */
public final class OpenFiles {
  private static final LongAdder OPEN = new LongAdder();

  private OpenFiles() {}

  /** Log files opened and not yet closed; each holds up to two descriptors. */
  public static long count() {
    return OPEN.sum();
  }

  static void opened() {
    OPEN.increment();
  }

  static void closed() {
    OPEN.decrement();
  }
}
