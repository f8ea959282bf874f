package io.millpond.logs.records;

/** Numbers of a known number of digits, which were found to be digits before. */
final class Digits {
  private Digits() {}

  static int two(byte[] bytes, int at) {
    return (bytes[at] - '0') * 10 + bytes[at + 1] - '0';
  }

  /** The number; of more digits than a long holds, some number. */
  static long longNumber(byte[] bytes, int at, int digits) {
    long value = 0;
    for (int i = at; i < at + digits; i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }

  /** As {@link #longNumber}, for at most nine digits. */
  static int number(byte[] bytes, int at, int digits) {
    return (int) longNumber(bytes, at, digits);
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
