package io.millpond.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What systemd takes for printable text: journalctl chooses between text and bytes by it, so we
 * must agree with it.
 */
final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long TOP_BITS = 0x8080808080808080L;

  private Utf8() {}

  /**
   * How many bytes from {@code from} on are surely ASCII from blank to tilde, none of them a quote
   * or a backslash: at least those of the first eights that are.
   */
  static int plainLength(byte[] bytes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long eight = (long) LONGS.get(bytes, at);
      long special =
          eight
              | (eight - 0x20 * ONES)
              | zeroes(eight ^ 0x7f * ONES)
              | zeroes(eight ^ '"' * ONES)
              | zeroes(eight ^ '\\' * ONES);
      if ((special & TOP_BITS) != 0) {
        break;
      }
      at += Long.BYTES;
    }
    return at - from;
  }

  /** Has the top bit of each byte set that is zero, and perhaps those of bytes above it. */
  private static long zeroes(long eight) {
    return (eight - ONES) & ~eight;
  }

  /**
   * Whether {@code bytes[from, to)} is valid UTF-8 without control characters (tab is allowed),
   * surrogates and noncharacters.
   *
   * @param newline whether newlines are allowed
   */
  static boolean isPrintable(byte[] bytes, int from, int to, boolean newline) {
    int at = from;
    while (at < to) {
      at += plainLength(bytes, at, to);
      if (at == to) {
        return true;
      }
      int first = bytes[at];
      if (first >= 0) {
        if (!isPrintableAscii(first, newline)) {
          return false;
        }
        at++;
      } else {
        int length = validLength(bytes, at, to);
        if (length == 0) {
          return false;
        }
        at += length;
      }
    }
    return true;
  }

  private static boolean isPrintableAscii(int c, boolean newline) {
    return (c >= ' ' && c != 0x7f) || c == '\t' || (newline && c == '\n');
  }

  /** Length of the printable character of two to four bytes at {@code at}, 0 when it is none. */
  private static int validLength(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xff;
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + length > to) {
      return 0;
    }
    int c = first & (0x7f >> length);
    for (int i = 1; i < length; i++) {
      int next = bytes[at + i];
      if ((next & 0xc0) != 0x80) {
        return 0;
      }
      c = c << 6 | (next & 0x3f);
    }
    boolean overlong = c < (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
    boolean surrogate = (c & 0xfffff800) == 0xd800;
    boolean noncharacter = (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
    boolean control = c <= 0x9f;
    return overlong || surrogate || noncharacter || control || c > 0x10ffff ? 0 : length;
  }
}
