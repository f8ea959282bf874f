package io.millpond.logs.records;

import io.millpond.logs.Swar;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Text of a fixed shape, such as {@code 26/11/20 04:02:20 }: for each byte a digit, a certain byte,
 * or any. A line is compared eight bytes at a time.
 *
 * <p>For one word {@code x} of the line and {@code expected}, {@code x ^ expected} is 0 in a byte
 * that is as it should be, and 0 to 9 where a digit was wanted (it is compared with {@code '0'}).
 * Adding 0x7f, or for a digit 0x7f less the greatest one allowed, sets the top bit of exactly the
 * bytes that are more than that; the sum cannot carry into the next byte unless the top bit was set
 * before, which is a mismatch anyway. So a month of 20 to 99 costs nothing to refuse.
 */
final class Template {
  private static final int ANY = -1;

  /** {@code DIGIT - 3} is a digit from 0 to 3. */
  private static final int DIGIT = -2;

  private final int[] wanted;
  private final long[] expected;
  private final long[] added;
  private final long[] judged;

  private Template(int[] wanted) {
    this.wanted = wanted;
    int words = (wanted.length + Long.BYTES - 1) / Long.BYTES;
    this.expected = new long[words];
    this.added = new long[words];
    this.judged = new long[words];
    for (int i = 0; i < wanted.length; i++) {
      int word = i / Long.BYTES;
      int shift = Byte.SIZE * (i % Long.BYTES);
      if (wanted[i] != ANY) {
        boolean digit = wanted[i] <= DIGIT;
        expected[word] |= (digit ? '0' : (long) wanted[i]) << shift;
        added[word] |= (digit ? 0x7fL - (DIGIT - wanted[i]) : 0x7fL) << shift;
        judged[word] |= 0x80L << shift;
      }
    }
  }

  /**
   * @param shape {@code 9} for a digit, {@code 1} to {@code 8} for one up to that, {@code ?} for
   *     any byte, else the ASCII character itself
   */
  static Template of(String shape) {
    return new Template(
        shape
            .chars()
            .map(c -> c >= '1' && c <= '9' ? DIGIT - (c - '0') : c == '?' ? ANY : c)
            .toArray());
  }

  /** This shape and then exactly these bytes. */
  Template then(byte[] text) {
    IntStream behind = IntStream.range(0, text.length).map(i -> text[i] & 0xff);
    return new Template(IntStream.concat(Arrays.stream(wanted), behind).toArray());
  }

  int length() {
    return wanted.length;
  }

  /** Whether a text of this shape may begin with this byte. */
  boolean mayBeginWith(byte first) {
    int want = wanted[0];
    return want == ANY || (want <= DIGIT ? Digits.isDigit(first) : want == (first & 0xff));
  }

  /**
   * Whether {@code bytes} from {@code from} on are of this shape. Reads up to seven bytes beyond
   * it, for which {@link io.millpond.logs.Limits#HEAD_MARGIN_BYTES} leaves room.
   *
   * @param to behind the last byte that counts
   */
  boolean matches(byte[] bytes, int from, int to) {
    if (to - from < wanted.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      long x = Swar.word(bytes, from + i * Long.BYTES) ^ expected[i];
      if ((((x + added[i]) | x) & judged[i]) != 0) {
        return false;
      }
    }
    return true;
  }
}
