package io.millpond.logs.records;

import io.millpond.logs.Limits;
import java.nio.charset.StandardCharsets;

/** Lines for formats: with the margin behind them that a buffer has. */
final class Texts {
  private Texts() {}

  static byte[] padded(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[utf8.length + Limits.HEAD_MARGIN_BYTES];
    System.arraycopy(utf8, 0, bytes, 0, utf8.length);
    return bytes;
  }

  static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * What the format makes of a line: time, level, thread, logger, ids and message; "-" for none.
   */
  static String parts(RecordFormat format, String line) {
    byte[] bytes = padded(line);
    int to = length(line);
    if (format.head(bytes, 0, to) == RecordFormat.NO_HEAD) {
      return "no head";
    }
    Head head = new Head();
    format.parse(bytes, 0, to, head);
    return java.time.Instant.ofEpochMilli(head.timeMillis())
        + "|"
        + text(bytes, head.level())
        + "|"
        + text(bytes, head.thread())
        + "|"
        + text(bytes, head.logger())
        + "|"
        + text(bytes, head.executionContextId())
        + "|"
        + text(bytes, head.opcRequestId())
        + "|"
        + text(bytes, head.message());
  }

  private static String text(byte[] bytes, Span span) {
    return span.isPresent()
        ? new String(bytes, span.from(), span.length(), StandardCharsets.UTF_8)
        : "-";
  }
}
