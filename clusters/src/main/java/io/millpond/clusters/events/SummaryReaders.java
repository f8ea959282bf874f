package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.logs.FileStatus;
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

    void take(FoundLog log, LogFacts facts);
  }

  private static final int FEW = 16;
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("millpond-event-logs-", 0).factory();

  private SummaryReaders() {}

  /**
   * Reads logs, the first ones first. A log that cannot be read, or has gone, is told to tell
   * nothing.
   *
   * @throws IOException where the thread is interrupted; what was read by then has been taken
   */
  static void read(List<FoundLog> logs, Taker taker) throws IOException {
    AtomicInteger next = new AtomicInteger();
    int threads = Math.min(Limits.MAX_SUMMARY_READERS, Runtime.getRuntime().availableProcessors());
    if (logs.size() <= FEW || threads == 1) {
      work(logs, next, taker);
      return;
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads, THREADS)) {
      List<Callable<Void>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(() -> {
          work(logs, next, taker);
          return null;
        });
      }
      for (Future<Void> worker : pool.invokeAll(workers)) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static void work(List<FoundLog> logs, AtomicInteger next, Taker taker)
      throws IOException {
    SummaryReader reader = new SummaryReader();
    for (int i = next.getAndIncrement(); i < logs.size(); i = next.getAndIncrement()) {
      FoundLog log = logs.get(i);
      taker.take(log, taker.hasRoom() ? read(reader, log, taker) : LogFacts.LEFT_OUT);
    }
  }

  private static LogFacts read(SummaryReader reader, FoundLog log, Taker taker) throws IOException {
    try {
      Optional<Summary> known = taker.known(log).filter(before -> goesOn(before, log));
      return known.isPresent() ? reader.readOn(log, known.get().facts()) : reader.read(log);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return LogFacts.NONE;
    }
  }

  /** Whether the beginning of a log is what it was. */
  private static boolean goesOn(Summary before, FoundLog now) {
    if (before.facts().start().isEmpty() || now.parts().isEmpty()) {
      return false;
    }
    FileStatus then = before.log().parts().getFirst().status();
    FoundLog.Part first = now.parts().getFirst();
    return first.sameFileAs(then) && first.status().size() >= then.size();
  }
}
