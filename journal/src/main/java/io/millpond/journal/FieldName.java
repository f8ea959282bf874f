package io.millpond.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name of a field, ready to be compared with many fields. Immutable. */
public final class FieldName {
  private final String text;
  private final byte[] bytes;
  private final byte[] prefix;
  private final int hash;

  private FieldName(String text) {
    this.text = text;
    bytes = text.getBytes(StandardCharsets.UTF_8);
    hash = Field.hash(bytes, bytes.length);
    prefix = Arrays.copyOf(bytes, bytes.length + 1);
    prefix[bytes.length] = '=';
  }

  /**
   * The name {@code text}.
   *
   * @throws IllegalArgumentException when it is empty or holds a {@code =}
   */
  public static FieldName of(String text) {
    if (text.isEmpty() || text.indexOf('=') >= 0) {
      throw new IllegalArgumentException("not a field name");
    }
    return new FieldName(text);
  }

  /** The name and {@code =}. */
  byte[] prefix() {
    return prefix;
  }

  int hash() {
    return hash;
  }

  boolean isNameOf(byte[] payload, int nameLength) {
    return nameLength == bytes.length
        && Arrays.equals(payload, 0, nameLength, bytes, 0, nameLength);
  }

  @Override
  public String toString() {
    return text;
  }
}
