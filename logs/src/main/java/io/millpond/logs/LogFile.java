package io.millpond.logs;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Objects;

/**
 * A regular file opened through a {@link LogRoot}. It stays the same file, whatever is later found
 * under its name. Safe for use by several threads at once, even when one of them is interrupted in
 * a read: Java then closes the channel under all of them, and the next reader opens it again.
 */
public final class LogFile implements ByteSource {
  private final FilePin pin;
  private final FileStatus status;
  private final Object lock = new Object();
  private volatile FileChannel channel;
  private volatile boolean closed;

  private LogFile(FilePin pin, FileChannel channel, FileStatus status) {
    this.pin = pin;
    this.channel = channel;
    this.status = status;
  }

  /** Opens what is pinned; the pin is the caller's again where that fails. */
  static LogFile of(FilePin pin) throws IOException {
    FileChannel channel = pin.open();
    try {
      LogFile file = new LogFile(pin, channel, pin.current());
      OpenFiles.opened();
      return file;
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** The file as it was when it had just been opened. */
  public FileStatus status() {
    return status;
  }

  /**
   * The file as it is now: the same file, perhaps longer, cut off ({@code size}) or without a name
   * ({@code links} is 0).
   */
  public FileStatus current() throws IOException {
    return pin.current();
  }

  /** Whether {@code other} tells of this very file. */
  public boolean sameFileAs(FileStatus other) {
    return status.isSameFile(other);
  }

  /** For readers that transfer the file; closed with this. */
  public FileChannel channel() {
    return channel;
  }

  @Override
  public long size() {
    return status.size();
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    while (true) {
      FileChannel current = channel;
      try {
        return current.read(target, position);
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (ClosedChannelException e) {
        reopen();
      }
    }
  }

  /**
   * Maps a part of the file. The bytes follow the file while they are mapped.
   *
   * @param length in bytes, at most {@link Limits#MAX_MAPPED_BYTES}
   * @throws EOFException where the file now ends before the part does
   */
  public MappedSlice map(long offset, long length) throws IOException {
    Objects.checkFromIndexSize(offset, length, Long.MAX_VALUE);
    if (length > Limits.MAX_MAPPED_BYTES) {
      throw new IllegalArgumentException("more than MAX_MAPPED_BYTES: " + length);
    }
    while (true) {
      FileChannel current = channel;
      Arena arena = Arena.ofShared();
      try {
        if (current.size() < offset + length) {
          throw new EOFException("the file ends at " + current.size());
        }
        return new MappedSlice(
            arena, current.map(FileChannel.MapMode.READ_ONLY, offset, length, arena));
      } catch (ClosedChannelException e) {
        arena.close();
        reopen();
      } catch (IOException | RuntimeException | Error e) {
        arena.close();
        throw e;
      }
    }
  }

  private void reopen() throws IOException {
    synchronized (lock) {
      if (closed) {
        throw new ClosedChannelException();
      }
      if (!channel.isOpen()) {
        channel = pin.open();
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      OpenFiles.closed();
      try (pin) {
        channel.close();
      }
    }
  }
}
