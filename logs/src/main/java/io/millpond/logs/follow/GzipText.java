package io.millpond.logs.follow;

import io.millpond.logs.ByteSource;
import io.millpond.logs.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a gzip file for those who read forward. Going back begins anew at the first byte; the
 * size is not known before the end is reached.
 */
final class GzipText implements ByteSource {
  private final ByteSource compressed;
  private @Nullable InputStream text;
  private long position;

  GzipText(ByteSource compressed) {
    this.compressed = compressed;
  }

  @Override
  public long size() {
    return Long.MAX_VALUE;
  }

  @Override
  public synchronized int read(ByteBuffer target, long at) throws IOException {
    InputStream stream = text;
    if (stream == null || at < position) {
      stream = new GZIPInputStream(new Compressed(), Limits.BLOCK_BYTES);
      text = stream;
      position = 0;
    }
    if (at > position) {
      position += stream.skip(at - position);
      if (position < at) {
        return -1;
      }
    }
    int read =
        stream.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
    if (read > 0) {
      position += read;
      target.position(target.position() + read);
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    compressed.close();
  }

  /** The compressed bytes from the first to the last. */
  private final class Compressed extends InputStream {
    private long at;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = compressed.read(ByteBuffer.wrap(bytes, offset, length), at);
      at += Math.max(read, 0);
      return read;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(Integer.MAX_VALUE, Math.max(0, compressed.size() - at));
    }
  }
}
