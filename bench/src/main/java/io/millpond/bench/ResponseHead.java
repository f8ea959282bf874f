package io.millpond.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of an answer whose length is told.
 *
 * @param bytes of the head
 * @param contentLength of the body, in bytes
 */
record ResponseHead(int bytes, long contentLength) {
  private static final String LENGTH = "\r\ncontent-length:";

  /**
   * Looks at what was read so far.
   *
   * @param read from the first byte of the answer up to its position; left as it is
   * @return nothing where the head is not complete
   * @throws IOException where it is not 200 or 206, or does not tell the length
   */
  static Optional<ResponseHead> parse(ByteBuffer read) throws IOException {
    ByteBuffer text = read.duplicate().flip();
    text.limit(Math.min(text.limit(), 4096));
    String head = StandardCharsets.ISO_8859_1.decode(text).toString();
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return Optional.empty();
    }
    if (!head.startsWith("HTTP/1.1 200") && !head.startsWith("HTTP/1.1 206")) {
      throw new IOException(head.lines().findFirst().orElse("no answer"));
    }
    String lower = head.substring(0, end + 2).toLowerCase(Locale.ROOT);
    int at = lower.indexOf(LENGTH);
    if (at < 0) {
      throw new IOException("no Content-Length");
    }
    String length = lower.substring(at + LENGTH.length(), lower.indexOf("\r\n", at + 2));
    return Optional.of(new ResponseHead(end + 4, Long.parseLong(length.strip())));
  }
}
