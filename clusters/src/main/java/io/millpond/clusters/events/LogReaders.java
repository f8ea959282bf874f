package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read long logs, and how: a slice of each in turn, so that a very long one holds
 * up no other. There are none while there is nothing to read.
 */
final class LogReaders implements Closeable {
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("millpond-long-event-logs-", 0).factory();
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor pool;
  private final long sliceBytes;
  private final Duration patience;
  private final Duration interest;

  LogReaders() {
    this(Limits.LOG_SLICE_BYTES, Limits.WHOLE_LOG_WAIT, Limits.WHOLE_LOG_INTEREST);
  }

  /**
   * @param sliceBytes read of a log at once, of text
   * @param patience how long who asks for a log waits until all of it was read
   * @param interest how long after somebody has asked for it a log is read on
   */
  LogReaders(long sliceBytes, Duration patience, Duration interest) {
    this.sliceBytes = sliceBytes;
    this.patience = patience;
    this.interest = interest;
    this.pool =
        new ThreadPoolExecutor(
            Limits.MAX_LONG_LOG_READERS,
            Limits.MAX_LONG_LOG_READERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            THREADS);
    pool.allowCoreThreadTimeOut(true);
  }

  long sliceBytes() {
    return sliceBytes;
  }

  Duration patience() {
    return patience;
  }

  Duration interest() {
    return interest;
  }

  boolean isClosed() {
    return pool.isShutdown();
  }

  /** Has a slice read when it is its turn, or something else done where there are none any more. */
  void execute(Runnable slice, Runnable otherwise) {
    try {
      pool.execute(slice);
    } catch (RejectedExecutionException e) {
      otherwise.run();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
