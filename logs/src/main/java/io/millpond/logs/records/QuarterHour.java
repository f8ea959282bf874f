package io.millpond.logs.records;

/**
 * The quarter of an hour a time was found to be in, and when that began. Lines follow each other
 * within it by the thousand, and no zone has ever changed its offset within one.
 */
final class QuarterHour {
  private long key = -1;
  private long startMillis;

  boolean is(long wanted) {
    return key == wanted;
  }

  long startMillis() {
    return startMillis;
  }

  void set(long newKey, long newStartMillis) {
    key = newKey;
    startMillis = newStartMillis;
  }
}
