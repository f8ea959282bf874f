package io.millpond.api.dcos;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are put together piece by piece: what {@code StringBuilder} is to characters. */
final class ByteBuilder {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int length;

  ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  /** Says how many bytes count, after some were dropped or written to {@link #array}. */
  void setLength(int newLength) {
    length = newLength;
  }

  void clear() {
    length = 0;
  }

  /** The bytes themselves, of which {@link #length} count: valid until the next change. */
  byte[] array() {
    return bytes;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** A view of the bytes; valid until the next change. */
  ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /** Makes room for {@code more} bytes and says where they go. */
  int reserve(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
    return length;
  }

  ByteBuilder append(byte one) {
    int at = reserve(1);
    bytes[at] = one;
    length = at + 1;
    return this;
  }

  ByteBuilder append(char ascii) {
    return append((byte) ascii);
  }

  ByteBuilder append(byte[] more) {
    return append(more, 0, more.length);
  }

  ByteBuilder append(byte[] more, int offset, int count) {
    int at = reserve(count);
    System.arraycopy(more, offset, bytes, at, count);
    length = at + count;
    return this;
  }

  ByteBuilder append(String text) {
    return append(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A number in decimal. */
  ByteBuilder append(long number) {
    if (number < 0) {
      return append(Long.toString(number));
    }
    int digits = 1;
    for (long bound = 10; digits < 19 && number >= bound; bound *= 10) {
      digits++;
    }
    int at = reserve(digits);
    long rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = at + digits;
    return this;
  }

  /** One byte as two hexadecimal digits. */
  ByteBuilder appendHex(int value) {
    return append(HEX[(value >> 4) & 15]).append(HEX[value & 15]);
  }
}
