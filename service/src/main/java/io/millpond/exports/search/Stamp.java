package io.millpond.exports.search;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as RFC 3339 writes them, in UTC with milliseconds. One of a year that takes more than four
 * digits is the first or the last there is. The text of the last second is kept: records follow
 * each other within one.
 */
final class Stamp {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private long second = Long.MIN_VALUE;
  private byte[] text = new byte[0];

  void write(long told, RunWriter target) {
    long timeMillis = Math.clamp(told, FIRST, LAST);
    long wanted = Math.floorDiv(timeMillis, 1000L);
    if (wanted != second) {
      text =
          (SECONDS.format(Instant.ofEpochSecond(wanted)) + "000Z")
              .getBytes(StandardCharsets.US_ASCII);
      second = wanted;
    }
    int millis = (int) Math.floorMod(timeMillis, 1000L);
    text[text.length - 4] = (byte) ('0' + millis / 100);
    text[text.length - 3] = (byte) ('0' + millis / 10 % 10);
    text[text.length - 2] = (byte) ('0' + millis % 10);
    target.write(text);
  }
}
