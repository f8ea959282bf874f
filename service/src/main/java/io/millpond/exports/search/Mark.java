package io.millpond.exports.search;

import java.util.Comparator;

/**
 * A place in the order of one search.
 *
 * @param timeMillis since 1970, of the latest record up to it in its run
 * @param run number of what it was found in
 * @param tie its place in that
 */
record Mark(long timeMillis, int run, long tie) implements Comparable<Mark> {
  private static final Comparator<Mark> ORDER =
      Comparator.comparingLong(Mark::timeMillis)
          .thenComparingInt(Mark::run)
          .thenComparingLong(Mark::tie);

  /** Before any record. */
  static final Mark FIRST = new Mark(Long.MIN_VALUE, -1, Long.MAX_VALUE);

  /** Behind every record. */
  static final Mark LAST = new Mark(Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

  @Override
  public int compareTo(Mark other) {
    return ORDER.compare(this, other);
  }
}
