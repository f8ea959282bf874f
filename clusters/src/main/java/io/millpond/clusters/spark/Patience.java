package io.millpond.clusters.spark;

import io.millpond.logs.FileStatus;
import io.millpond.logs.TextLengths;
import io.millpond.logs.TextLengths.Counted;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long somebody waits until segments have been counted, all of them together. Those that are
 * not counted by then are the next time.
 */
final class Patience {
  private final long untilNanos;
  private final BooleanSupplier cancelled;

  /**
   * Begins now.
   *
   * @param cancelled asked now and then: whether nobody waits any longer
   */
  Patience(Duration most, BooleanSupplier cancelled) {
    this.untilNanos = System.nanoTime() + most.toNanos();
    this.cancelled = cancelled;
  }

  /** Counts one, as {@link TextLengths#count} does. */
  Counted count(TextLengths lengths, Place place, String path, FileStatus file) throws IOException {
    long left = Math.max(0, untilNanos - System.nanoTime());
    return lengths.count(place.root(), path, file, Duration.ofNanos(left), cancelled);
  }
}
