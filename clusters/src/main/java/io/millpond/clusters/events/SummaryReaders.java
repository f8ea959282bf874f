package io.millpond.clusters.events;

import static io.millpond.clusters.events.SummaryReader.Effort.GLANCE;

import io.millpond.clusters.Limits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads the summaries of many logs, by several threads where there are many. */
final class SummaryReaders {
  /** Takes what was read, by any thread. */
  interface Taker {
    /** Whether there is room for more; where there is not, no log is read. */
    boolean hasRoom();

    /** What was taken of the log before; nothing where it was not read yet. */
    Optional<Summary> known(FoundLog log);

    /**
     * Takes what was read.
     *
     * @param more whether the log may tell more with more effort
     */
    void take(FoundLog log, LogFacts facts, boolean more);
  }

  private static final int FEW = 16;
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("millpond-event-logs-", 0).factory();

  private SummaryReaders() {}

  /**
   * Reads logs at a glance, the first ones first. A log that cannot be read, or has gone, is told
   * to tell nothing.
   *
   * @param untilNanos by {@link System#nanoTime}; then no other is begun
   * @return whether all were read
   * @throws IOException where the thread is interrupted; what was read by then has been taken
   */
  static boolean read(List<FoundLog> logs, Taker taker, long untilNanos) throws IOException {
    AtomicInteger next = new AtomicInteger();
    int threads = Math.min(Limits.MAX_SUMMARY_READERS, Runtime.getRuntime().availableProcessors());
    if (logs.size() <= FEW || threads == 1) {
      work(logs, next, taker, untilNanos);
      return next.get() >= logs.size();
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads, THREADS)) {
      List<Callable<Void>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(() -> {
          work(logs, next, taker, untilNanos);
          return null;
        });
      }
      for (Future<Void> worker : pool.invokeAll(workers)) {
        worker.get();
      }
      return next.get() >= logs.size();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static void work(List<FoundLog> logs, AtomicInteger next, Taker taker, long untilNanos)
      throws IOException {
    SummaryReader reader = new SummaryReader();
    while (next.get() < logs.size() && System.nanoTime() < untilNanos) {
      int i = next.getAndIncrement();
      if (i < logs.size()) {
        FoundLog log = logs.get(i);
        boolean room = taker.hasRoom();
        LogFacts facts = room ? read(reader, log, taker) : LogFacts.LEFT_OUT;
        taker.take(log, facts, room && reader.mayTellMore());
      }
    }
  }

  private static LogFacts read(SummaryReader reader, FoundLog log, Taker taker) throws IOException {
    try {
      Optional<Summary> known = taker.known(log).filter(before -> before.isBeginningOf(log));
      return known.isPresent()
          ? reader.readOn(log, known.get().facts(), GLANCE)
          : reader.read(log, GLANCE);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return LogFacts.NONE;
    }
  }
}
