package io.millpond.http;

import io.millpond.logs.SharedFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * The bytes of a file on their way into an answer.
 *
 * <p>Bodies leave as slices of a mapping handed to the kernel: no byte passes the heap. A mapped
 * file that is truncated meanwhile makes the write fail with {@code EFAULT}, which breaks the
 * connection off: nothing is padded. Under TLS the bytes would be read by the JVM's own vectorised
 * code, which a truncated mapping kills; there they are read into a private buffer.
 */
final class FileBody {
  private final Exchange exchange;
  private final SharedFiles.Lease file;

  FileBody(Exchange exchange, SharedFiles.Lease file) {
    this.exchange = exchange;
    this.file = file;
  }

  /** Bytes for one write. */
  ByteBuffer piece(long offset, int length) throws IOException {
    if (!exchange.request().isSecure()) {
      return file.mapped(offset, length);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    readFully(bytes, offset);
    return bytes.flip();
  }

  private void readFully(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      int read = file.read(bytes, at);
      if (read < 0) {
        throw new EOFException("the file became shorter while it was sent");
      }
      at += read;
    }
  }

  /** Writes a part of the file and waits until it has left. */
  void send(ByteRange range) throws IOException {
    if (exchange.request().isSecure()) {
      copyThroughBuffer(range);
      return;
    }
    for (long at = 0; at < range.length(); at += Limits.MAX_SLICE_BYTES) {
      int length = (int) Math.min(Limits.MAX_SLICE_BYTES, range.length() - at);
      exchange.writeAndWait(false, file.mapped(range.first() + at, length));
    }
  }

  private void copyThroughBuffer(ByteRange range) throws IOException {
    RetainableByteBuffer pooled =
        exchange
            .request()
            .getComponents()
            .getByteBufferPool()
            .acquire(Limits.TLS_BUFFER_BYTES, true);
    try {
      ByteBuffer buffer = pooled.getByteBuffer();
      for (long at = 0; at < range.length(); at += Limits.TLS_BUFFER_BYTES) {
        buffer.clear().limit((int) Math.min(Limits.TLS_BUFFER_BYTES, range.length() - at));
        readFully(buffer, range.first() + at);
        exchange.writeAndWait(false, buffer.flip());
      }
    } finally {
      pooled.release();
    }
  }
}
