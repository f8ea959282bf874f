package io.millpond.logs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Content} as text that is read from front to back: decompressed where it is a compressed
 * file. For one reader.
 */
public final class ContentText implements ByteSource {
  private final Content content;
  private final @Nullable ByteSource inFile;
  private final long offset;
  private @Nullable InputStream decoded;
  private long position;

  private ContentText(Content content, @Nullable ByteSource inFile, long offset) {
    this.content = content;
    this.inFile = inFile;
    this.offset = offset;
  }

  /**
   * Owns the content from here on, also where it fails.
   *
   * @param name of the file, which says whether it may be compressed
   */
  public static ContentText of(Content content, String name) throws IOException {
    try {
      return switch (content) {
        case Content.InFile(SharedFiles.Lease file, long offset, long length) ->
            new ContentText(content, offset == 0 ? TextSource.of(file, name) : file, offset);
        case Content.Decoded stream -> new ContentText(stream, null, 0);
      };
    } catch (IOException | RuntimeException | Error e) {
      content.close();
      throw e;
    }
  }

  /**
   * Has reading a compressed file end with an {@link java.io.InterruptedIOException} where that
   * becomes true: to come to a place in the middle takes as long as to decode all before it. To be
   * called before it is read.
   */
  public void endWhen(BooleanSupplier cancelled) {
    if (inFile instanceof DecompressedSource text) {
      text.endWhen(cancelled);
    }
  }

  /** Whether it costs the same to read it anywhere, by several readers that opened it. */
  public boolean isSeekable() {
    return inFile instanceof SharedFiles.Lease;
  }

  /** How many bytes there are; where they are decoded this may have to decode them all. */
  @Override
  public long size() {
    return isSeekable() || inFile == null ? content.length() : inFile.size();
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    if (inFile == null) {
      return decode(target, from);
    }
    if (!isSeekable()) {
      return inFile.read(target, from);
    }
    long left = content.length() - from;
    if (left <= 0) {
      return target.hasRemaining() ? -1 : 0;
    }
    int limit = target.limit();
    target.limit((int) Math.min(limit, target.position() + left));
    try {
      return inFile.read(target, offset + from);
    } finally {
      target.limit(limit);
    }
  }

  private int decode(ByteBuffer target, long from) throws IOException {
    InputStream stream = decoded;
    if (stream == null || from != position) {
      if (stream != null) {
        stream.close();
      }
      if (!(content instanceof Content.Decoded source)) {
        throw new IllegalStateException("not decoded");
      }
      stream = source.from(from);
      decoded = stream;
      position = from;
    }
    byte[] bytes = target.array();
    int count = stream.read(bytes, target.arrayOffset() + target.position(), target.remaining());
    if (count > 0) {
      target.position(target.position() + count);
      position += count;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    try {
      if (decoded != null) {
        decoded.close();
      }
      if (inFile instanceof DecompressedSource text) {
        text.close();
      }
    } finally {
      content.close();
    }
  }
}
