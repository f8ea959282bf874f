package io.millpond.journal;

import java.util.HexFormat;

/**
 * A 128-bit id as systemd writes it: 32 lower case hexadecimal digits.
 *
 * @param high the first eight bytes, big endian
 * @param low the last eight bytes, big endian
 */
public record Id128(long high, long low) {
  private static final HexFormat HEX = HexFormat.of();

  /**
   * Reads 32 hexadecimal digits.
   *
   * @throws IllegalArgumentException when {@code text} is anything else
   */
  public static Id128 parse(String text) {
    if (text.length() != 32) {
      throw new IllegalArgumentException("not a 128-bit id");
    }
    return new Id128(
        HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
  }

  boolean isNull() {
    return (high | low) == 0;
  }

  @Override
  public String toString() {
    return HEX.toHexDigits(high) + HEX.toHexDigits(low);
  }
}
