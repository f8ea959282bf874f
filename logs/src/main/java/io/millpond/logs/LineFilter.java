package io.millpond.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Keeps the lines that contain a text, or any of several, compared byte for byte.
 *
 * <p>The search looks at eight places at a time: a word of the line is compared with the first byte
 * of the text, the word that lies a text's length further on with the last, and only where both
 * agree are the bytes between them looked at. A line that no buffer holds is searched in a stream
 * of blocks that overlap by the length of the longest text.
 */
public final class LineFilter {
  /** Keeps every line. */
  public static final LineFilter ALL = new LineFilter(List.of());

  private final List<byte[]> needles;
  private final int longest;

  private LineFilter(List<byte[]> needles) {
    this.needles = needles;
    this.longest = needles.stream().mapToInt(needle -> needle.length).max().orElse(0);
  }

  /**
   * Keeps lines that contain {@code text}; an empty text is in every line.
   *
   * @throws IllegalArgumentException where it is longer than {@link Limits#MAX_FILTER_BYTES}
   */
  public static LineFilter containing(byte[] text) {
    return containingAny(List.of(text));
  }

  /**
   * Keeps lines that contain at least one of the texts; an empty text is in every line.
   *
   * @param texts at least one, at most {@link Limits#MAX_FILTER_TEXTS}
   * @throws IllegalArgumentException where there are too many, or they are together longer than
   *     {@link Limits#MAX_FILTER_BYTES}
   */
  public static LineFilter containingAny(List<byte[]> texts) {
    if (texts.isEmpty() || texts.size() > Limits.MAX_FILTER_TEXTS) {
      throw new IllegalArgumentException("filter of " + texts.size() + " texts");
    }
    if (texts.stream().mapToInt(text -> text.length).sum() > Limits.MAX_FILTER_BYTES) {
      throw new IllegalArgumentException("filter of more than " + Limits.MAX_FILTER_BYTES + " B");
    }
    if (texts.stream().anyMatch(text -> text.length == 0)) {
      return ALL;
    }
    return new LineFilter(texts.stream().map(byte[]::clone).toList());
  }

  public boolean keepsAll() {
    return needles.isEmpty();
  }

  /** Whether the line in {@code bytes[from, to)} is kept. */
  public boolean keeps(byte[] bytes, int from, int to) {
    if (needles.isEmpty()) {
      return true;
    }
    for (byte[] needle : needles) {
      if (contains(bytes, from, to, needle)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(byte[] bytes, int from, int to, byte[] needle) {
    int length = needle.length;
    long first = Swar.repeat(needle[0]);
    long last = Swar.repeat(needle[length - 1]);
    int at = from;
    for (; at <= to - length - (Long.BYTES - 1); at += Long.BYTES) {
      long hits =
          Swar.zeroes(Swar.word(bytes, at) ^ first)
              & Swar.zeroes(Swar.word(bytes, at + length - 1) ^ last);
      for (; hits != 0; hits &= hits - 1) {
        if (isAt(bytes, at + (Long.numberOfTrailingZeros(hits) >>> 3), needle)) {
          return true;
        }
      }
    }
    for (; at <= to - length; at++) {
      if (isAt(bytes, at, needle)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] bytes, int at, byte[] needle) {
    for (int i = 0; i < needle.length; i++) {
      if (bytes[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the line is kept that begins at {@code start} and ends at a newline or {@code end}. */
  boolean keeps(ByteSource source, long start, long end, int blockBytes) throws IOException {
    if (keepsAll()) {
      return true;
    }
    byte[] block = new byte[Math.max(blockBytes, 2 * longest)];
    int filled = 0;
    long position = start;
    while (position < end) {
      int room = (int) Math.min(block.length - filled, end - position);
      int read = source.read(ByteBuffer.wrap(block, filled, room), position);
      if (read <= 0) {
        return false;
      }
      position += read;
      int newline = Swar.indexOf(block, filled, filled + read, (byte) '\n');
      int to = newline >= 0 ? newline : filled + read;
      if (keeps(block, 0, to)) {
        return true;
      }
      if (newline >= 0) {
        return false;
      }
      int kept = Math.min(longest - 1, to);
      System.arraycopy(block, to - kept, block, 0, kept);
      filled = kept;
    }
    return false;
  }
}
