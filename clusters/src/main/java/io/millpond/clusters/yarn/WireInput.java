package io.millpond.clusters.yarn;

import io.millpond.logs.DamagedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Numbers and texts as Hadoop and Java write them, big-endian, none of them believed. Whatever is
 * cut off, negative where it must not be or beyond its bound is a {@link DamagedFileException}.
 */
final class WireInput {
  private final InputStream in;
  private final String path;

  WireInput(InputStream in, String path) {
    this.in = in;
    this.path = path;
  }

  DamagedFileException damaged(String reason) {
    return new DamagedFileException(path, 0, reason);
  }

  /** The next byte, -1 at the end. */
  int byteOrEnd() throws IOException {
    return in.read();
  }

  int uint8() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw damaged("is cut off");
    }
    return value;
  }

  int uint16() throws IOException {
    return uint8() << 8 | uint8();
  }

  int int32() throws IOException {
    return uint16() << 16 | uint16();
  }

  long int64() throws IOException {
    return (long) int32() << 32 | (int32() & 0xffffffffL);
  }

  byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw damaged("is cut off");
    }
    return bytes;
  }

  void skip(long count) throws IOException {
    if (in.skip(count) < count) {
      throw damaged("is cut off");
    }
  }

  /** A length or a count. */
  int count(int max) throws IOException {
    long value = vlong();
    if (value < 0 || value > max) {
      throw damaged("has a length out of range");
    }
    return (int) value;
  }

  /** The VLong of Hadoop's TFile, which is not that of its Writables. */
  long vlong() throws IOException {
    int first = (byte) uint8();
    if (first >= -32) {
      return first;
    }
    if (first >= -72) {
      return (long) (first + 52) << 8 | uint8();
    }
    if (first >= -104) {
      return (long) (first + 88) << 16 | uint16();
    }
    if (first >= -120) {
      return (long) (first + 112) << 24 | (long) uint8() << 16 | uint16();
    }
    long value = (byte) uint8();
    for (int more = first + 128; more > 0; more--) {
      value = value << 8 | uint8();
    }
    return value;
  }

  /** UTF-8 after its length as a VInt; empty where it is -1, which stands for none. */
  String text(int maxBytes) throws IOException {
    long length = vlong();
    if (length < -1 || length > maxBytes) {
      throw damaged("has a text that is too long");
    }
    return new String(bytes((int) Math.max(0, length)), StandardCharsets.UTF_8);
  }

  /** What {@link java.io.DataOutput#writeUTF} wrote. */
  String utf(int maxBytes) throws IOException {
    return utf(uint16(), maxBytes);
  }

  /** The same, its length read already. */
  String utf(int length, int maxBytes) throws IOException {
    if (length > maxBytes) {
      throw damaged("has a text that is too long");
    }
    byte[] bytes = bytes(length);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; ) {
      int first = bytes[i] & 0xff;
      int size = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 0;
      if (size == 0 || i + size > length) {
        throw damaged("has a text that is none");
      }
      int value = size == 1 ? first : first & (0xff >> (size + 1));
      for (int j = 1; j < size; j++) {
        value = value << 6 | (bytes[i + j] & 0x3f);
      }
      text.append((char) value);
      i += size;
    }
    return text.toString();
  }
}
