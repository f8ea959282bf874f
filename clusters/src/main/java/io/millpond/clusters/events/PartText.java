package io.millpond.clusters.events;

import com.github.luben.zstd.ZstdIOException;
import io.millpond.clusters.Limits;
import io.millpond.logs.ByteSource;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The text of one file of a log, from its beginning to where it now ends, and on from there when it
 * has grown. Damaged text ends where the damage begins. For one thread at a time.
 */
final class PartText implements Closeable {
  private final LogInput input = new LogInput();
  private @Nullable Codec codec;
  private @Nullable InputStream text;
  private long decoded;
  private long memoryBytes;
  private boolean damaged;
  private boolean atEnd;

  /** Goes on with the file; it stays the caller's to close, after {@link #detach}. */
  void attach(ByteSource file) {
    input.attach(file);
  }

  void detach() {
    input.detach();
  }

  /** Whether it is not compressed, as far as its first bytes tell; false while it has none. */
  boolean isPlain() {
    return codec == Codec.PLAIN;
  }

  /** About how much memory it takes to go on; none once it is closed. */
  long memoryBytes() {
    return memoryBytes;
  }

  /** Whether the text goes on when the file does. */
  boolean canGoOn() {
    return !damaged && (codec != Codec.GZIP || !atEnd);
  }

  /** Whether the text ends before the file does. */
  boolean isDamaged() {
    return damaged;
  }

  /**
   * Reads some text.
   *
   * @return how many bytes, at least 1; -1 at the end, or where the rest is damaged
   */
  int read(byte[] target, ByteSource file) throws IOException {
    if (damaged) {
      return -1;
    }
    try {
      InputStream open = text == null ? open(file) : text;
      input.allow(Limits.MAX_UNYIELDING_BYTES);
      int count = open == null ? -1 : open.read(target, 0, target.length);
      atEnd = count < 0;
      decoded += Math.max(0, count);
      damaged = isBomb();
      return damaged ? -1 : count;
    } catch (ZipException | EOFException | ZstdIOException e) {
      damaged = true;
      return -1;
    }
  }

  private boolean isBomb() {
    return decoded > io.millpond.logs.Limits.MAX_UNRATED_BYTES
        && decoded / io.millpond.logs.Limits.MAX_DECOMPRESSION_RATIO > input.position();
  }

  private @Nullable InputStream open(ByteSource file) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(Codec.MAGIC_BYTES);
    while (first.hasRemaining() && file.read(first, first.position()) > 0) {
      // Goes on until there are enough, or no more.
    }
    Optional<Codec> told = Codec.of(first.array(), first.position());
    if (told.isEmpty()) {
      return null;
    }
    codec = told.get();
    memoryBytes = codec.memoryBytes(first.array());
    InputStream opened = codec.decode(input);
    text = opened;
    return opened;
  }

  @Override
  public void close() throws IOException {
    InputStream open = text;
    damaged = true;
    text = null;
    memoryBytes = 0;
    if (open != null) {
      open.close();
    }
  }
}
