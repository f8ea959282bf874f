package io.millpond.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds bytes eight at a time in ordinary arrays, with nothing but arithmetic on longs ("SIMD
 * within a register").
 *
 * <p>{@code zeroes(x)} sets the top bit of exactly those bytes of {@code x} that are zero. The
 * better known {@code (x - 0x01..) & ~x & 0x80..} is one operation shorter but also marks a 0x01
 * above a zero byte, which would be wrong for counting and for searching from the end. Longs are
 * read in little-endian order, so that the lowest bit belongs to the first byte.
 *
 * <p>Text is only ever scanned in private arrays, never in mapped memory: a log that is truncated
 * under a mapping takes the process down with it.
 */
public final class Swar {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW7 = 0x7f7f7f7f7f7f7f7fL;

  private Swar() {}

  /** The eight bytes from {@code at} on, the first one lowest. */
  public static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  static long repeat(byte value) {
    return (value & 0xffL) * 0x0101010101010101L;
  }

  static long zeroes(long x) {
    return ~(((x & LOW7) + LOW7) | x | LOW7);
  }

  /** The top bit of each byte of a {@link #word} that is {@code value}; all other bits are 0. */
  public static long matches(long word, byte value) {
    return zeroes(word ^ repeat(value));
  }

  /** The first index in {@code [from, to)} that holds {@code value}, or -1. */
  public static int indexOf(byte[] bytes, int from, int to, byte value) {
    long pattern = repeat(value);
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long hits = zeroes(word(bytes, i) ^ pattern);
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == value) {
        return i;
      }
    }
    return -1;
  }

  /** The last index in {@code [from, to)} that holds {@code value}, or -1. */
  public static int lastIndexOf(byte[] bytes, int from, int to, byte value) {
    long pattern = repeat(value);
    int end = to;
    for (; end - Long.BYTES >= from; end -= Long.BYTES) {
      long hits = zeroes(word(bytes, end - Long.BYTES) ^ pattern);
      if (hits != 0) {
        return end - 1 - (Long.numberOfLeadingZeros(hits) >>> 3);
      }
    }
    for (int i = end - 1; i >= from; i--) {
      if (bytes[i] == value) {
        return i;
      }
    }
    return -1;
  }

  /** How often {@code value} occurs in {@code [from, to)}. */
  public static int count(byte[] bytes, int from, int to, byte value) {
    long pattern = repeat(value);
    int count = 0;
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      count += Long.bitCount(zeroes(word(bytes, i) ^ pattern));
    }
    for (; i < to; i++) {
      if (bytes[i] == value) {
        count++;
      }
    }
    return count;
  }
}
