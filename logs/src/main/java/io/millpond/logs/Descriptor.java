package io.millpond.logs;

import java.io.Closeable;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file descriptor that several threads use and one closes. The number goes back to the system
 * only when the last use has ended: closed earlier, it could by then name another file, and
 * "beneath this directory" would mean a directory nobody chose.
 */
final class Descriptor implements Closeable {
  private final int number;
  private final AtomicInteger uses = new AtomicInteger(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Owns the descriptor from here on. */
  Descriptor(int number) {
    this.number = number;
  }

  /** Begins a use; {@link #release} ends it. */
  int acquire() throws ClosedChannelException {
    int count = uses.get();
    while (count > 0 && !closed.get()) {
      if (uses.compareAndSet(count, count + 1)) {
        return number;
      }
      count = uses.get();
    }
    throw new ClosedChannelException();
  }

  void release() {
    if (uses.decrementAndGet() == 0) {
      Libc.close(number);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }
}
