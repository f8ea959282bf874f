package io.millpond.logs.records;

import io.millpond.logs.Limits;
import java.io.IOException;

/**
 * Narrows down where the heads of a file come to a time, were all in order. Looks where they would,
 * had the file grown evenly, which mostly takes five looks. Every third look halves what is left:
 * so it takes at most three times as many as the file's length has bits, whatever is in there.
 *
 * <p>For one thread.
 */
final class TimeBounds {
  /** One look in so many does not guess. */
  private static final int TURNS = 3;

  /** How far beyond a guess is looked, to have the place between two looks soon. */
  private static final int BEYOND = Limits.SEARCH_BLOCK_BYTES / 4;

  private final HeadWalk walk;
  private final long size;

  /** Here is a head before the time, or nothing is known. */
  private long low;

  private long lowMillis = Head.NO_TIME;

  /** The first head from here on is not before the time, or there is none. */
  private long high;

  private long highMillis = Head.NO_TIME;

  TimeBounds(HeadWalk walk, long size) {
    this.walk = walk;
    this.size = size;
  }

  /**
   * An offset before the first head that is not before {@code millis}.
   *
   * @param millis not before those asked for earlier
   */
  long before(long millis) throws IOException {
    high = size;
    highMillis = Head.NO_TIME;
    if (lowMillis == Head.NO_TIME) {
      look(0, millis);
    }
    if (high > 0) {
      look(Math.max(low, size - Limits.PROBE_BYTES), millis);
    }
    long beyond = 0;
    for (int i = 1; high - low > Limits.SEARCH_BLOCK_BYTES; i++) {
      long at = i % TURNS == 0 ? middle() : guess(millis) + beyond;
      beyond = look(Math.clamp(at, low + BEYOND, high - BEYOND), millis) ? BEYOND : -BEYOND;
    }
    return low;
  }

  private long middle() {
    return low + (high - low) / 2;
  }

  private long guess(long millis) {
    boolean isKnown = lowMillis != Head.NO_TIME && highMillis != Head.NO_TIME;
    if (!isKnown || highMillis <= lowMillis) {
      return middle();
    }
    double share = (double) (millis - lowMillis) / (highMillis - lowMillis);
    return low + (long) (share * (high - low));
  }

  /** Looks at the first head from {@code at} on; whether that is before the time. */
  private boolean look(long at, long millis) throws IOException {
    walk.probe(at);
    boolean found = walk.next(high);
    if (found && walk.millis() < millis) {
      low = walk.offset();
      lowMillis = walk.millis();
      return true;
    }
    high = at;
    highMillis = found ? walk.millis() : highMillis;
    return false;
  }
}
