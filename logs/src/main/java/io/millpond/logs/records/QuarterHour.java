package io.millpond.logs.records;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The quarter of an hour a time was found to be in, and when that began. Lines follow each other
 * within it by the thousand, and no zone has changed its offset within one since 2011. The formats
 * of a file share one of these, so it is one of a zone.
 */
final class QuarterHour {
  private long key = -1;
  private ZoneId zone = ZoneOffset.UTC;
  private long startMillis;

  boolean is(long wanted, ZoneId in) {
    return key == wanted && zone.equals(in);
  }

  long startMillis() {
    return startMillis;
  }

  void set(long newKey, ZoneId newZone, long newStartMillis) {
    key = newKey;
    zone = newZone;
    startMillis = newStartMillis;
  }
}
