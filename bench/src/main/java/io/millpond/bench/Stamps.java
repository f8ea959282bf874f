package io.millpond.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Lags of lines that carry the moment they were written: {@code @} and 19 digits of {@link
 * System#nanoTime}, of this process. Not for several threads at once.
 */
final class Stamps {
  private static final int DIGITS = 19;

  private long[] lags = new long[1 << 16];
  private int count;

  /** The stamp of this moment. */
  static String now() {
    return "@%019d".formatted(System.nanoTime());
  }

  int count() {
    return count;
  }

  void clear() {
    count = 0;
  }

  /**
   * Takes the lag of stamps from {@code from} on.
   *
   * @param most how many at most
   * @return how many were found
   */
  int take(ByteBuffer bytes, int from, int to, int most) {
    long now = System.nanoTime();
    int found = 0;
    for (int at = from; at + DIGITS < to && found < most; at++) {
      if (bytes.get(at) == '@') {
        long stamp = stamp(bytes, at + 1);
        if (stamp >= 0) {
          add(now - stamp);
          found++;
          at += DIGITS;
        }
      }
    }
    return found;
  }

  private static long stamp(ByteBuffer bytes, int at) {
    long stamp = 0;
    for (int i = at; i < at + DIGITS; i++) {
      int digit = bytes.get(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      stamp = stamp * 10 + digit;
    }
    return stamp;
  }

  private void add(long nanos) {
    if (count == lags.length) {
      lags = Arrays.copyOf(lags, count * 2);
    }
    lags[count++] = nanos;
  }

  double millis(double quantile) {
    return Samples.quantile(lags, count, quantile) / 1e6;
  }
}
