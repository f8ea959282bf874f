package io.millpond.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A body written piece by piece by a thread that may block. Pieces are collected; a body that fits
 * the buffer leaves whole, with its length. {@link #finish} ends the answer; a handler that throws
 * before it breaks the connection off, so that a body is never silently short (this is why the
 * class is no {@code Closeable}).
 */
public final class BodyWriter {
  private final Exchange exchange;
  private final boolean head;
  private byte[] buffer = new byte[4096];
  private int used;

  BodyWriter(Exchange exchange) {
    this.exchange = exchange;
    this.head = exchange.isHead();
  }

  /** Whether nothing has been written yet, so that another status can still be sent. */
  public boolean isEmpty() {
    return used == 0 && !exchange.isCommitted();
  }

  /**
   * Whether the client asked for headers only: what is written is dropped, and need not be made.
   */
  public boolean headersOnly() {
    return head;
  }

  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > room(length)) {
      flush();
      if (length >= buffer.length) {
        send(ByteBuffer.wrap(bytes, offset, length));
        return;
      }
    }
    System.arraycopy(bytes, offset, buffer, used, length);
    used += length;
  }

  public void write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    if (length > room(length)) {
      flush();
      if (length >= buffer.length) {
        send(bytes);
        return;
      }
    }
    bytes.get(buffer, used, length);
    used += length;
  }

  /** This as a stream, for libraries that write to one; closing it does not end the body. */
  public OutputStream asStream() {
    return new OutputStream() {
      @Override
      public void write(int single) throws IOException {
        BodyWriter.this.write(new byte[] {(byte) single});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        BodyWriter.this.write(bytes, offset, length);
      }
    };
  }

  /** Free room, after the buffer has been grown as far as it may for {@code wanted} bytes. */
  private int room(int wanted) {
    if (wanted > buffer.length - used && buffer.length < Limits.BODY_BUFFER_BYTES) {
      byte[] larger = new byte[Limits.BODY_BUFFER_BYTES];
      System.arraycopy(buffer, 0, larger, 0, used);
      buffer = larger;
    }
    return buffer.length - used;
  }

  /** Sends what was collected. */
  public void flush() throws IOException {
    if (used > 0) {
      int length = used;
      used = 0;
      send(ByteBuffer.wrap(buffer, 0, length));
    }
  }

  private void send(ByteBuffer bytes) throws IOException {
    if (!head) {
      if (!exchange.isCommitted()) {
        exchange.withUnknownLength();
      }
      exchange.writeAndWait(false, bytes);
    }
  }

  /** Sends the rest and ends the answer. */
  public void finish() throws IOException {
    if (head) {
      // Headers that leave before the end say that the length is not known, rather than 0.
      exchange.writeAndWait(false, ByteBuffer.allocate(0));
      exchange.write(true, null, exchange.callback());
      return;
    }
    if (!exchange.isCommitted()) {
      exchange.response().getHeaders().put("Content-Length", used);
    }
    exchange.write(true, ByteBuffer.wrap(buffer, 0, used), exchange.callback());
  }
}
