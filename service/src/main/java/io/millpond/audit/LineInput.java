package io.millpond.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a file line by line from its beginning; one that grows can be read on. */
final class LineInput {
  private final FileChannel file;
  private final byte[] buffer = new byte[4 * Limits.MAX_LINE_BYTES];
  private long position;
  private int from;
  private int to;
  private int next;
  private int filled;
  private long number;

  LineInput(FileChannel file) {
    this.file = file;
  }

  /**
   * Goes to the next line.
   *
   * @return false at the end of the file, whatever follows its last newline
   * @throws TrailDamagedException where it is longer than any line of ours
   */
  boolean next() throws IOException {
    int start = next;
    int at = start;
    while (true) {
      for (; at < filled; at++) {
        if (buffer[at] == '\n') {
          from = start;
          to = at;
          next = at + 1;
          number++;
          return true;
        }
      }
      if (at - start >= Limits.MAX_LINE_BYTES) {
        throw new TrailDamagedException("a line is longer than " + Limits.MAX_LINE_BYTES);
      }
      at -= start;
      System.arraycopy(buffer, start, buffer, 0, filled - start);
      filled -= start;
      start = 0;
      next = 0;
      int read = file.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled), position);
      if (read <= 0) {
        return false;
      }
      position += read;
      filled += read;
    }
  }

  /** The number of the first line of a file; empty where none is near its beginning. */
  static OptionalLong firstSeq(FileChannel file) throws IOException {
    LineInput input = new LineInput(file);
    try {
      while (input.next()) {
        Optional<SealedLine> line = input.line();
        if (line.isPresent()) {
          return OptionalLong.of(line.get().seq());
        }
      }
    } catch (TrailDamagedException noLine) {
      // Whoever reads the file finds that, too.
    }
    return OptionalLong.empty();
  }

  /** The line, if it is one of a trail. */
  Optional<SealedLine> line() {
    return SealedLine.parse(buffer, from, to);
  }

  /** Whether a hash is that of the line, which follows another. */
  boolean isSealed(SealedLine line, byte[] previous, Seal seal) {
    return Arrays.equals(seal.of(previous, buffer, from, line.covered()), line.hashBytes());
  }

  /** The line as a beginning of one that was never ended. */
  SealedLine.Torn torn() {
    return SealedLine.Torn.of(buffer, from, to - from);
  }

  /** The beginning of the line. */
  String text() {
    return text(from, to);
  }

  /** The beginning of what follows the last newline, once {@link #next} found no more. */
  String rest() {
    return text(0, filled);
  }

  private String text(int begin, int end) {
    int length = Math.min(end - begin, SealedLine.MAX_BEGIN);
    return new String(buffer, begin, length, StandardCharsets.ISO_8859_1);
  }

  /** Number of the line in its file, from 1. */
  long number() {
    return number;
  }

  /** How many bytes follow the last newline, once {@link #next} found no more. */
  int unended() {
    return filled;
  }
}
