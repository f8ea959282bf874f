package io.millpond.logs.records;

import io.millpond.logs.Swar;
import java.nio.charset.StandardCharsets;

/** The names of levels that Log4j, java.util.logging, Python and syslog use. */
final class Levels {
  private static final long CASE_BITS = 0x2020202020202020L;
  private static final int LONGEST = 10;

  /** By frequency in logs: most lines are decided by the first comparison. */
  private static final String[] NAMES = {
    "INFO",
    "WARN",
    "DEBUG",
    "ERROR",
    "TRACE",
    "FATAL",
    "WARNING",
    "CRITICAL",
    "SEVERE",
    "NOTICE",
    "FINE",
    "FINER",
    "FINEST",
    "CONFIG",
    "EMERG",
    "ALERT",
    "CRIT"
  };

  private static final long[] WORDS = new long[NAMES.length];
  private static final long[] MASKS = new long[NAMES.length];

  static {
    for (int i = 0; i < NAMES.length; i++) {
      byte[] name = new byte[Long.BYTES];
      byte[] ascii = NAMES[i].getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(ascii, 0, name, 0, ascii.length);
      MASKS[i] = ascii.length == Long.BYTES ? -1 : (1L << (Byte.SIZE * ascii.length)) - 1;
      WORDS[i] = (Swar.word(name, 0) | CASE_BITS) & MASKS[i];
    }
  }

  private Levels() {}

  /** Where a level that begins at {@code at} ends; -1 where no word there is a level's name. */
  static int end(byte[] bytes, int at, int to) {
    if (at >= to) {
      return -1;
    }
    long word = Swar.word(bytes, at) | CASE_BITS;
    for (int i = 0; i < WORDS.length; i++) {
      if ((word & MASKS[i]) == WORDS[i]) {
        int end = at + NAMES[i].length();
        if (end == to || (end < to && !isLetter(bytes[end]))) {
          return end;
        }
      }
    }
    return -1;
  }

  /** Where a word of letters that begins at {@code at} ends; -1 where there is none. */
  static int wordEnd(byte[] bytes, int at, int to) {
    int end = at;
    while (end < to && isLetter(bytes[end])) {
      end++;
    }
    return end > at && end - at <= LONGEST ? end : -1;
  }

  private static boolean isLetter(byte b) {
    return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
  }
}
