package io.millpond.logs;

import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * A part of a log file mapped into memory, to be handed to the kernel for writing. It must not be
 * scanned: should the file be cut off meanwhile, vectorised code that touches the missing pages
 * kills the process, where a write to a socket merely fails.
 *
 * <p>{@link #close} unmaps at once; no thread may be using the bytes then.
 */
public final class MappedSlice implements Closeable {
  private final Arena arena;
  private final MemorySegment segment;

  MappedSlice(Arena arena, MemorySegment segment) {
    this.arena = arena;
    this.segment = segment;
  }

  /** The bytes, read-only; any thread may use them until {@link #close}. */
  public MemorySegment segment() {
    return segment;
  }

  /** A new view of some of the bytes, read-only, with a position of its own. */
  public ByteBuffer buffer(long offset, int length) {
    return segment.asSlice(offset, length).asByteBuffer().asReadOnlyBuffer();
  }

  /**
   * Unmaps. A second call does nothing.
   *
   * @throws IllegalStateException where a thread is inside a system call with these bytes; close
   *     again when it has returned
   */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
