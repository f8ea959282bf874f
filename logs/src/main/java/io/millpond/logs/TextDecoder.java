package io.millpond.logs;

import com.github.luben.zstd.ZstdIOException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/**
 * One pass through the text of a compressed file. It keeps a window of what it decoded last. Every
 * pass decodes in the same steps, so that a damaged file always ends at the same byte.
 */
final class TextDecoder implements Closeable {
  private final String path;
  private final CompressedInput compressed;
  private final InputStream text;
  private final byte[] window = new byte[Limits.DECOMPRESSED_WINDOW_BYTES];
  private long decoded;

  TextDecoder(ByteSource file, String path, Compression compression) throws IOException {
    this.path = path;
    this.compressed = new CompressedInput(file);
    this.text = compression.decompress(compressed);
  }

  /** How many bytes of text have been decoded. */
  long decoded() {
    return decoded;
  }

  /**
   * The first position that is still in the window. A chunk less than all of it is promised: a step
   * that failed may have written there.
   */
  long windowStart() {
    return Math.max(
        0, decoded - (Limits.DECOMPRESSED_WINDOW_BYTES - Limits.DECOMPRESSED_CHUNK_BYTES));
  }

  /**
   * Decodes some more.
   *
   * @return false at the end
   */
  boolean advance() throws IOException {
    int at = (int) (decoded % window.length);
    int room = Math.min(Limits.DECOMPRESSED_CHUNK_BYTES, window.length - at);
    int count;
    try {
      count = text.read(window, at, room);
    } catch (ZipException | EOFException e) {
      throw damaged(String.valueOf(e.getMessage()));
    } catch (ZstdIOException e) {
      throw damaged("is no valid zstd: " + e.getMessage());
    }
    if (count < 0) {
      return false;
    }
    checkBounds(decoded + count);
    decoded += count;
    return true;
  }

  private void checkBounds(long size) throws DamagedFileException {
    if (size > Limits.MAX_DECOMPRESSED_BYTES) {
      throw damaged("holds more text than is read");
    }
    if (size > Limits.MAX_UNRATED_BYTES
        && size / Limits.MAX_DECOMPRESSION_RATIO > compressed.position()) {
      throw damaged("grows beyond all measure");
    }
  }

  /** Copies from the window as much as there is from {@code position} on. */
  int copy(long position, ByteBuffer target) {
    int count = (int) Math.min(target.remaining(), decoded - position);
    int at = (int) (position % window.length);
    int first = Math.min(count, window.length - at);
    target.put(window, at, first).put(window, 0, count - first);
    return count;
  }

  private DamagedFileException damaged(String reason) {
    return new DamagedFileException(path, decoded, reason);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
