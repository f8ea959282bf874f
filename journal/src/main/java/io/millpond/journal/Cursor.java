package io.millpond.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The name of one journal entry, as journalctl and libsystemd write it: {@code
 * s=…;i=…;b=…;m=…;t=…;x=…}, ids as 32 and numbers as hexadecimal digits without leading zeros.
 *
 * @param seqnumId whose sequence numbers these are
 * @param seqnum the entry's sequence number
 * @param bootId the boot it was written in
 * @param monotonicMicros µs since that boot
 * @param realtimeMicros µs since 1970
 * @param xorHash the xor of its fields' hashes
 */
public record Cursor(
    Id128 seqnumId,
    long seqnum,
    Id128 bootId,
    long monotonicMicros,
    long realtimeMicros,
    long xorHash) {
  /** The longest text of a cursor, in bytes. */
  public static final int MAX_LENGTH = 6 * 3 - 1 + 2 * 32 + 4 * 16;

  private static final int ID_DIGITS = 32;
  private static final int MAX_ID_DIGITS = 33;
  private static final int NUMBER_DIGITS = 16;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /**
   * Reads a cursor: six parts in exactly this order.
   *
   * @throws InvalidCursorException when {@code text} is anything else
   */
  public static Cursor parse(String text) throws InvalidCursorException {
    if (text.length() > Limits.MAX_CURSOR_CHARS) {
      throw new InvalidCursorException("cursor too long");
    }
    String[] parts = text.split(";", -1);
    if (parts.length != 6) {
      throw new InvalidCursorException("cursor without its six parts");
    }
    return new Cursor(
        id(parts[0], "s="),
        number(parts[1], "i="),
        id(parts[2], "b="),
        number(parts[3], "m="),
        number(parts[4], "t="),
        number(parts[5], "x="));
  }

  /**
   * Up to 33 digits, as DC/OS takes them; an id of another length than 32 names nothing that
   * exists.
   */
  private static Id128 id(String part, String key) throws InvalidCursorException {
    String padded = "0".repeat(ID_DIGITS) + digits(part, key, MAX_ID_DIGITS);
    int end = padded.length();
    return new Id128(
        HexFormat.fromHexDigitsToLong(padded, end - ID_DIGITS, end - NUMBER_DIGITS),
        HexFormat.fromHexDigitsToLong(padded, end - NUMBER_DIGITS, end));
  }

  private static long number(String part, String key) throws InvalidCursorException {
    return HexFormat.fromHexDigitsToLong(digits(part, key, NUMBER_DIGITS));
  }

  private static String digits(String part, String key, int most) throws InvalidCursorException {
    String digits = part.startsWith(key) ? part.substring(key.length()) : "";
    if (digits.isEmpty()
        || digits.length() > most
        || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw new InvalidCursorException("cursor with a bad part at " + key);
    }
    return digits;
  }

  /**
   * Writes the cursor as ASCII.
   *
   * @param target at least {@link #MAX_LENGTH} bytes from {@code at}
   * @return the index after the last byte written
   */
  public int write(byte[] target, int at) {
    return write(
        target,
        at,
        seqnumId.high(),
        seqnumId.low(),
        seqnum,
        bootId.high(),
        bootId.low(),
        monotonicMicros,
        realtimeMicros,
        xorHash);
  }

  @SuppressWarnings("TooManyParameters")
  static int write(
      byte[] target,
      int start,
      long seqnumIdHigh,
      long seqnumIdLow,
      long seqnum,
      long bootIdHigh,
      long bootIdLow,
      long monotonic,
      long realtime,
      long xorHash) {
    int at = key(target, start, 's');
    at = fixed(target, at, seqnumIdHigh);
    at = fixed(target, at, seqnumIdLow);
    at = hex(target, part(target, at, 'i'), seqnum);
    at = part(target, at, 'b');
    at = fixed(target, at, bootIdHigh);
    at = fixed(target, at, bootIdLow);
    at = hex(target, part(target, at, 'm'), monotonic);
    at = hex(target, part(target, at, 't'), realtime);
    return hex(target, part(target, at, 'x'), xorHash);
  }

  private static int part(byte[] target, int at, char key) {
    target[at] = ';';
    return key(target, at + 1, key);
  }

  private static int key(byte[] target, int at, char key) {
    target[at] = (byte) key;
    target[at + 1] = '=';
    return at + 2;
  }

  static int fixed(byte[] target, int at, long value) {
    LONGS.set(target, at, eightDigits((int) (value >>> 32)));
    LONGS.set(target, at + 8, eightDigits((int) value));
    return at + NUMBER_DIGITS;
  }

  /** Digits without leading zeros; what is written behind them does not count. */
  private static int hex(byte[] target, int at, long value) {
    int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4);
    fixed(target, at, value << (4 * (NUMBER_DIGITS - digits)));
    return at + digits;
  }

  /** Hexadecimal digits as eight characters in one number, the first in its highest byte. */
  private static long eightDigits(int value) {
    long spread = value & 0xFFFFFFFFL;
    spread = (spread | spread << 16) & 0x0000FFFF0000FFFFL;
    spread = (spread | spread << 8) & 0x00FF00FF00FF00FFL;
    spread = (spread | spread << 4) & 0x0F0F0F0F0F0F0F0FL;
    // 10 and more reach the fifth bit when six is added; they are written as letters.
    long letters = (spread + 0x0606060606060606L) >>> 4 & 0x0101010101010101L;
    return spread + 0x3030303030303030L + letters * ('a' - '0' - 10);
  }

  @Override
  public String toString() {
    byte[] text = new byte[MAX_LENGTH];
    return new String(text, 0, write(text, 0), StandardCharsets.US_ASCII);
  }
}
