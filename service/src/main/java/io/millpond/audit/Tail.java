package io.millpond.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The end of a file of the trail, as the process before left it.
 *
 * @param last its last whole line, whose newline may be missing; empty where there is none
 * @param rest bytes behind the last newline
 * @param torn what they are, unless they are a whole line
 */
record Tail(Optional<SealedLine> last, int rest, Optional<SealedLine.Torn> torn) {
  /** Two lines and what was begun of a third. */
  private static final int WINDOW = 3 * Limits.MAX_LINE_BYTES;

  /**
   * Looks at the end of a file.
   *
   * @throws TrailDamagedException where the last line is none, or was not made with this seal
   */
  static Tail read(FileChannel file, Seal seal) throws IOException {
    long size = file.size();
    byte[] bytes = new byte[(int) Math.min(size, WINDOW)];
    ByteBuffer window = ByteBuffer.wrap(bytes);
    while (window.hasRemaining()) {
      if (file.read(window, size - bytes.length + window.position()) < 0) {
        throw new IOException("the audit trail became shorter while it was opened");
      }
    }
    int end = newlineBefore(bytes, bytes.length) + 1;
    int rest = bytes.length - end;
    if (rest >= Limits.MAX_LINE_BYTES) {
      throw new TrailDamagedException("what follows its last line is longer than a line");
    }
    Optional<SealedLine> last = end == 0 ? Optional.empty() : lastWhole(bytes, end - 1, seal);
    Optional<SealedLine> unended =
        SealedLine.parse(bytes, end, bytes.length)
            .filter(line -> fits(line, last, bytes, end, seal));
    if (unended.isPresent()) {
      return new Tail(unended, rest, Optional.empty());
    }
    return new Tail(
        last,
        rest,
        rest == 0 ? Optional.empty() : Optional.of(SealedLine.Torn.of(bytes, end, rest)));
  }

  /**
   * The line that ends at a newline.
   *
   * @param to where that is
   */
  private static Optional<SealedLine> lastWhole(byte[] bytes, int to, Seal seal)
      throws TrailDamagedException {
    int from = newlineBefore(bytes, to) + 1;
    Optional<SealedLine> line = SealedLine.parse(bytes, from, to);
    Optional<SealedLine> before =
        from == 0
            ? Optional.empty()
            : SealedLine.parse(bytes, newlineBefore(bytes, from - 1) + 1, from - 1);
    if (line.filter(one -> fits(one, before, bytes, from, seal)).isEmpty()) {
      throw new TrailDamagedException(
          "its last line was changed, or was written with another key or none");
    }
    return line;
  }

  private static boolean fits(
      SealedLine line, Optional<SealedLine> before, byte[] bytes, int from, Seal seal) {
    Optional<byte[]> previous =
        line.event()
            .map(event -> event.previous().getBytes(StandardCharsets.US_ASCII))
            .or(() -> before.map(SealedLine::hashBytes));
    return previous.isPresent()
        && Arrays.equals(seal.of(previous.get(), bytes, from, line.covered()), line.hashBytes());
  }

  private static int newlineBefore(byte[] bytes, int end) {
    int at = end - 1;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return at;
  }
}
