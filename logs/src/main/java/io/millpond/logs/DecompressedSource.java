package io.millpond.logs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The text of a compressed file, readable at any position. Reading on is cheap; so are steps back
 * of up to {@link Limits#DECOMPRESSED_WINDOW_BYTES} less a chunk; a longer step back decodes the
 * file again from its beginning. Memory does not depend on the file.
 *
 * <p>A damaged file gives every byte before the damage, and a {@link DamagedFileException} to who
 * reads beyond; checksums come after the bytes they are of, so a wrong one is noticed when those
 * bytes have been read. Growth after the file was opened is not seen.
 */
public final class DecompressedSource implements ByteSource {
  private final ByteSource file;
  private final String path;
  private final Compression compression;
  private final Object lock = new Object();
  private @Nullable TextDecoder decoder;
  private @Nullable DamagedFileException damage;
  private long size = -1;
  private final Turns turns = new Turns();
  private long spent;
  private boolean closed;

  /** Asked while it is decoded; set before it is read. */
  private BooleanSupplier cancelled = () -> false;

  /** Owns the file from here on. */
  DecompressedSource(ByteSource file, String path, Compression compression) {
    this.file = file;
    this.path = path;
    this.compression = compression;
  }

  /** Has reading end where that becomes true: to come to a place may take a while. */
  void endWhen(BooleanSupplier isCancelled) {
    synchronized (lock) {
      cancelled = isCancelled;
    }
  }

  /** The compressed file, where it was opened by its path; closed with this. */
  public LogFile file() {
    if (file instanceof LogFile opened) {
      return opened;
    }
    throw new IllegalStateException("was not opened by its path");
  }

  /**
   * How many bytes of text there are, or are certain where the file is damaged. The first call
   * decodes the whole file.
   *
   * @throws UncheckedIOException where the file cannot be read
   */
  @Override
  public long size() {
    synchronized (lock) {
      try {
        if (size < 0) {
          decodeTo(Long.MAX_VALUE);
        }
        return size;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** As {@link #size}, with its error as it is. */
  long certainSize() throws IOException {
    try {
      return size();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Whether no damage was met yet. */
  boolean isWhole() {
    synchronized (lock) {
      return damage == null;
    }
  }

  /**
   * Reads as {@link ByteSource#read} says.
   *
   * @throws DamagedFileException where the bytes at {@code position} are lost
   */
  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position);
    }
    synchronized (lock) {
      if (!target.hasRemaining()) {
        return 0;
      }
      if (size < 0 || position < size) {
        TextDecoder at = decodeTo(position);
        if (position < at.decoded()) {
          return at.copy(position, target);
        }
      }
      if (damage != null) {
        throw new DamagedFileException(path, size, String.valueOf(damage.getReason()));
      }
      return -1;
    }
  }

  /** A decoder that has {@code position} in its window, or has come to the end before it. */
  private TextDecoder decodeTo(long position) throws IOException {
    TextDecoder at = decoder;
    if (closed) {
      throw new ClosedChannelException();
    }
    if (at == null || position < at.windowStart()) {
      dropDecoder();
      at = new TextDecoder(file, path, compression);
      decoder = at;
    }
    try {
      while (at.decoded() <= position && (size < 0 || at.decoded() < size)) {
        long before = at.decoded();
        if (!at.advance()) {
          size = at.decoded();
        }
        spend((int) (at.decoded() - before));
      }
    } catch (DamagedFileException e) {
      damage = e;
      size = at.decoded();
    } catch (IOException e) {
      // Half a step was taken: this decoder cannot go on.
      dropDecoder();
      throw e;
    }
    return at;
  }

  /**
   * Going back is decoding anew from the beginning: so often that it takes hours, in a long file.
   */
  private void spend(int bytes) throws IOException {
    spent += bytes;
    if (spent > Limits.MAX_DECODED_AGAIN_BYTES) {
      throw new FileSystemException(path, null, "takes too long to decode");
    }
    if (cancelled.getAsBoolean()) {
      throw new InterruptedIOException("cancelled");
    }
    turns.next();
  }

  private void dropDecoder() throws IOException {
    if (decoder != null) {
      decoder.close();
      decoder = null;
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closed = true;
      try (file) {
        dropDecoder();
      }
    }
  }
}
