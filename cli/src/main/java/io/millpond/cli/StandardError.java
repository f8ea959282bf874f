package io.millpond.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Standard error that holds nobody up.
 *
 * <p>Whoever reads it may have stopped: a terminal on hold, a full pipe. A thread that then writes
 * waits for ever, with the lock of {@link System#err} in hand, and every other thread that has
 * something to say waits behind it: the threads that read requests, and the one that ends the
 * process. So what is written here is kept, up to {@link Limits#MAX_STDERR_BACKLOG_BYTES}, and a
 * thread of its own passes it on. What does not fit is dropped, and how much is said once there is
 * room again.
 */
final class StandardError extends OutputStream {
  private final OutputStream target;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ReentrantLock targetLock = new ReentrantLock();
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private long droppedBytes;
  private boolean writing;
  private boolean broken;

  /**
   * @param target may block
   */
  StandardError(OutputStream target) {
    this.target = target;
    Thread.ofPlatform().name("standard-error").daemon().start(this::passOn);
  }

  /** Makes {@link System#err} one of these; at the end of the process it is flushed. */
  static StandardError install(OutputStream target) {
    StandardError error = new StandardError(target);
    System.setErr(new PrintStream(error, false, System.err.charset()));
    Runtime.getRuntime().addShutdownHook(new Thread(error::flush, "flush-standard-error"));
    return error;
  }

  /** The way past the backlog, for who has a thread and a bound of its own: writes may block. */
  OutputStream patient() {
    return new OutputStream() {
      @Override
      public void write(int next) throws IOException {
        write(new byte[] {(byte) next}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        writeThrough(bytes, offset, length);
      }
    };
  }

  @Override
  public void write(int next) {
    write(new byte[] {(byte) next}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      if (broken) {
        return;
      }
      if (pending.size() + length > Limits.MAX_STDERR_BACKLOG_BYTES) {
        droppedBytes += length;
        return;
      }
      pending.write(bytes, offset, length);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all has been passed on, no longer than {@link Limits#MAX_STDERR_FLUSH}. */
  @Override
  public void flush() {
    long left = Limits.MAX_STDERR_FLUSH.toNanos();
    lock.lock();
    try {
      while ((writing || pending.size() > 0) && !broken && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void writeThrough(byte[] bytes, int offset, int length) throws IOException {
    targetLock.lock();
    try {
      target.write(bytes, offset, length);
      target.flush();
    } finally {
      targetLock.unlock();
    }
  }

  private void passOn() {
    try {
      while (true) {
        byte[] bytes = take();
        writeThrough(bytes, 0, bytes.length);
      }
    } catch (IOException | InterruptedException nobodyReads) {
      lock.lock();
      try {
        broken = true;
        pending.reset();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private byte[] take() throws InterruptedException {
    lock.lock();
    try {
      writing = false;
      changed.signalAll();
      while (pending.size() == 0) {
        changed.await();
      }
      writing = true;
      if (droppedBytes > 0) {
        pending.writeBytes(
            "millpond: %d bytes of messages dropped, the reader is too slow%n"
                .formatted(droppedBytes)
                .getBytes(StandardCharsets.UTF_8));
        droppedBytes = 0;
      }
      byte[] bytes = pending.toByteArray();
      pending.reset();
      return bytes;
    } finally {
      lock.unlock();
    }
  }
}
