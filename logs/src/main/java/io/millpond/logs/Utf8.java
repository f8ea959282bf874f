package io.millpond.logs;

/** Where text may be cut. */
public final class Utf8 {
  private Utf8() {}

  /**
   * The last place in {@code (from, to]} where {@code bytes} may be cut so that no UTF-8 character
   * is torn. Bytes that are no UTF-8 may be cut anywhere, and so may a stretch that is one torn
   * character and nothing else.
   */
  public static int cut(byte[] bytes, int from, int to) {
    int lead = to - 1;
    while (lead > from && lead > to - 4 && (bytes[lead] & 0xc0) == 0x80) {
      lead--;
    }
    boolean torn = lead > from && lead + length(bytes[lead]) > to;
    return torn ? lead : to;
  }

  /** How many bytes the character has that begins with {@code lead}; 1 where none does. */
  private static int length(byte lead) {
    int value = lead & 0xff;
    if (value >= 0xc2 && value <= 0xdf) {
      return 2;
    }
    if (value >= 0xe0 && value <= 0xef) {
      return 3;
    }
    return value >= 0xf0 && value <= 0xf4 ? 4 : 1;
  }
}
