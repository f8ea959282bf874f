package io.millpond.api.dcos;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;

/**
 * Seconds as {@code YYYY-MM-DD HH:MM:SS: } in the server's time zone. Entries come in time order,
 * so mostly the minute is that of the entry before and only the seconds are written anew. For one
 * thread at a time.
 */
final class TimeStamp {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss: ");

  /** Characters from the first digit of the seconds to the end. */
  private static final int SECONDS_FROM_END = 4;

  private final ZoneId zone;

  private byte[] text = new byte[0];

  /** The first second of the minute the text is of; that minute has no change of the clocks. */
  private long minute = Long.MIN_VALUE;

  TimeStamp() {
    this(ZoneId.systemDefault());
  }

  TimeStamp(ZoneId zone) {
    this.zone = zone;
  }

  /** The stamp of a second since 1970; valid until the next is asked for. */
  byte[] of(long second) {
    if (second >= minute && second < minute + 60) {
      int tens = text.length - SECONDS_FROM_END;
      text[tens] = (byte) ('0' + (second - minute) / 10);
      text[tens + 1] = (byte) ('0' + (second - minute) % 10);
      return text;
    }
    // A damaged journal may hold any number.
    long bounded = Math.clamp(second, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
    var time = Instant.ofEpochSecond(bounded).atZone(zone);
    text = FORMAT.format(time).getBytes(StandardCharsets.US_ASCII);
    long start = bounded - time.getSecond();
    minute = bounded == second && isSteady(start) ? start : Long.MIN_VALUE;
    return text;
  }

  private boolean isSteady(long start) {
    if (start < Instant.MIN.getEpochSecond() || start + 59 > Instant.MAX.getEpochSecond()) {
      return false;
    }
    ZoneRules rules = zone.getRules();
    return rules
        .getOffset(Instant.ofEpochSecond(start))
        .equals(rules.getOffset(Instant.ofEpochSecond(start + 59)));
  }
}
