package io.millpond.http;

import io.millpond.logs.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Answers 200 with a part of some {@link Content}, for dialects whose parts are chosen by
 * parameters and not by {@code Range}. What comes out shorter than it was said to be breaks the
 * connection off: nothing is padded.
 */
public final class ContentAnswer {
  private final Exchange exchange;

  private ContentAnswer(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Sends bytes of the content and waits until they have left; the content stays the caller's to
   * close.
   *
   * @param first the first byte to send
   * @param length how many, all of them within the content
   */
  public static void send(
      Exchange exchange, Content content, long first, long length, String contentType)
      throws IOException {
    exchange.with("Content-Type", contentType).with("Content-Length", Long.toString(length));
    exchange.response().setStatus(200);
    if (!exchange.isHead() && length > 0) {
      new ContentAnswer(exchange).write(content, first, length);
    }
    exchange.write(true, null, exchange.callback());
  }

  private void write(Content content, long first, long length) throws IOException {
    switch (content) {
      case Content.InFile part ->
          new FileBody(exchange, part.file()).send(new ByteRange(part.offset() + first, length));
      case Content.Decoded decoded -> copy(decoded, first, length);
    }
  }

  private void copy(Content.Decoded content, long first, long length) throws IOException {
    byte[] buffer = new byte[(int) Math.min(length, Limits.BODY_BUFFER_BYTES)];
    try (InputStream in = content.from(first)) {
      for (long left = length; left > 0; ) {
        int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        if (read <= 0) {
          throw new EOFException("the log became shorter while it was sent");
        }
        exchange.writeAndWait(false, ByteBuffer.wrap(buffer, 0, read));
        left -= read;
      }
    }
  }
}
