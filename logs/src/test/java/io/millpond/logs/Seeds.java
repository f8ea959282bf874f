package io.millpond.logs;

import java.util.Random;

/** Seeds for random tests: another one every run, unless {@code -Dmillpond.seed=} gives it. */
public final class Seeds {
  private Seeds() {}

  /** A seed; a test names it in every failure, so that it can be run again. */
  public static long next() {
    Long given = Long.getLong("millpond.seed");
    return given != null ? given : new Random().nextLong();
  }

  /** What a failure says: how to see it again. */
  public static String hint(long seed) {
    return "run again with -Dmillpond.seed=" + seed;
  }
}
