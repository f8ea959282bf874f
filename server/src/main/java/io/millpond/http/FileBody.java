package io.millpond.http;

import io.millpond.logs.CutWatch;
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
 * connection off: nothing is padded. One that has grown again by then is noticed by a {@link
 * CutWatch}. Under TLS the bytes would be read by the JVM's own vectorised code, which a truncated
 * mapping kills; there they are read into a private buffer.
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

  /**
   * Writes a part of the file and waits until it has left. Its end is read before a last look at
   * the file, and leaves after it: what was sent of a file that was cut off and has grown again is
   * never a whole answer.
   */
  void send(ByteRange range) throws IOException {
    CutWatch watch = new CutWatch(file, range.first(), range.first() + range.length());
    if (exchange.request().isSecure()) {
      copyThroughBuffer(range, watch);
      return;
    }
    int tail = (int) Math.min(Limits.LAST_PIECE_BYTES, range.length());
    long end = range.length() - tail;
    for (long at = 0; at < end; at += Limits.MAX_SLICE_BYTES) {
      int length = (int) Math.min(Limits.MAX_SLICE_BYTES, end - at);
      exchange.writeAndWait(false, file.mapped(range.first() + at, length));
      if (at + length < end) {
        watch.look(range.first() + at + length);
      }
    }
    ByteBuffer last = ByteBuffer.allocate(tail);
    readFully(last, range.first() + end);
    watch.look(range.first() + range.length());
    exchange.writeAndWait(false, last.flip());
  }

  private void copyThroughBuffer(ByteRange range, CutWatch watch) throws IOException {
    RetainableByteBuffer pooled =
        exchange
            .request()
            .getComponents()
            .getByteBufferPool()
            .acquire(Limits.TLS_BUFFER_BYTES, true);
    try {
      ByteBuffer buffer = pooled.getByteBuffer();
      for (long at = 0; at < range.length(); ) {
        buffer.clear().limit((int) Math.min(Limits.TLS_BUFFER_BYTES, range.length() - at));
        readFully(buffer, range.first() + at);
        at += buffer.position();
        if (at == range.length() || at % Limits.MAX_SLICE_BYTES == 0) {
          watch.look(range.first() + at);
        }
        exchange.writeAndWait(false, buffer.flip());
      }
    } finally {
      pooled.release();
    }
  }
}
