package io.millpond.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow at their end: what formats write entries to. Not for several threads at once. */
public final class ByteSink {
  private static final int FIRST_CAPACITY = 4096;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;

  /** How many bytes are held. */
  public int length() {
    return length;
  }

  /** Forgets all bytes. */
  public void clear() {
    length = 0;
  }

  /** Forgets the bytes from {@code newLength} on. */
  public void truncate(int newLength) {
    length = Math.min(length, newLength);
  }

  /** The array the bytes are in, from index 0; valid until more is added. */
  public byte[] array() {
    return bytes;
  }

  /** Writes all bytes to {@code out}. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Adds one byte. */
  public void add(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  /** Adds all of {@code more}. */
  public void add(byte[] more) {
    add(more, 0, more.length);
  }

  /** Adds {@code count} bytes of {@code more} from {@code from} on. */
  public void add(byte[] more, int from, int count) {
    reserve(count);
    System.arraycopy(more, from, bytes, length, count);
    length += count;
  }

  /** Adds a number in decimal digits. */
  public void addDecimal(long value) {
    if (value < 0) {
      add(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
      return;
    }
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    reserve(digits);
    long rest = value;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** Adds a number as eight bytes, little endian. */
  public void addLittleEndian(long value) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      add((int) (value >>> shift));
    }
  }

  /** Adds the cursor of an entry. */
  public void addCursor(Entry entry) {
    reserve(Cursor.MAX_LENGTH);
    length = entry.writeCursor(bytes, length);
  }

  /** Adds the boot id of an entry. */
  public void addBootId(Entry entry) {
    reserve(Cursor.MAX_LENGTH);
    length = entry.writeBootId(bytes, length);
  }

  /** Makes room for {@code more} bytes. */
  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }

  /** A copy of the bytes held. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
