package io.millpond.logs.follow;

import io.millpond.logs.ByteSource;
import io.millpond.logs.Limits;
import java.io.IOException;
import java.util.Arrays;

/**
 * How far a text was read, and enough of it to tell later whether a file still holds that text: its
 * first bytes, and those before the place reached.
 */
final class ReadSoFar {
  private long position;

  /** At most {@link Limits#FINGERPRINT_BYTES}. */
  private byte[] firstBytes = new byte[0];

  /** At most {@link Limits#OVERLAP_BYTES}. */
  private byte[] lastBytes = new byte[0];

  /** As if {@code source} had been read up to {@code position}. */
  static ReadSoFar upTo(long position, ByteSource source) throws IOException {
    ReadSoFar read = new ReadSoFar();
    int overlap = (int) Math.min(position, Limits.OVERLAP_BYTES);
    read.position = position;
    read.firstBytes =
        Generation.firstBytes(source, (int) Math.min(position, Limits.FINGERPRINT_BYTES));
    read.lastBytes = source.bytesAt(position - overlap, overlap);
    return read;
  }

  long position() {
    return position;
  }

  boolean isNothing() {
    return position == 0;
  }

  /** Whether this is what {@code source} holds. */
  boolean isIn(ByteSource source) throws IOException {
    return Arrays.equals(Generation.firstBytes(source, firstBytes.length), firstBytes)
        && Arrays.equals(source.bytesAt(position - lastBytes.length, lastBytes.length), lastBytes);
  }

  /** Takes what follows: {@code bytes[from, to)}; what lies before is what was read before. */
  void advance(byte[] bytes, int from, int to) {
    int missing = Limits.FINGERPRINT_BYTES - firstBytes.length;
    if (missing > 0 && firstBytes.length == position) {
      int more = Math.min(missing, to - from);
      firstBytes = Arrays.copyOf(firstBytes, firstBytes.length + more);
      System.arraycopy(bytes, from, firstBytes, firstBytes.length - more, more);
    }
    position += to - from;
    lastBytes = Arrays.copyOfRange(bytes, Math.max(0, to - Limits.OVERLAP_BYTES), to);
  }

  /** Whether {@link #name} would be better than {@code name}: see {@link Generation}. */
  boolean hasBetterNameThan(Generation name) {
    int bytes = firstBytes.length;
    return (name.length() < Limits.FINGERPRINT_BYTES && bytes == Limits.FINGERPRINT_BYTES)
        || (name.length() < Limits.MIN_FINGERPRINT_BYTES && bytes >= Limits.MIN_FINGERPRINT_BYTES);
  }

  boolean hasName() {
    return firstBytes.length > 0;
  }

  Generation name(long inode) {
    return Generation.of(inode, firstBytes);
  }
}
