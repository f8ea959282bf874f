package io.millpond.clusters.events;

import io.millpond.clusters.Notices;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads on, in the background and one at a time, in logs that did not tell enough at a glance:
 * compressed ones, whose end is found by decoding all of it, and such as begin with very much else.
 * Who wants to know waits for a while, counted from when there was the first of them; a list is
 * made of what is known then. Safe for use by many threads.
 */
final class LateSummaries implements Closeable {
  /** Takes what was read. */
  interface Taker {
    void take(FoundLog log, LogFacts facts);

    /** No other log waits to be read. */
    void done();
  }

  private static final Notices NOTICES = new Notices(LateSummaries.class);

  private final Taker taker;
  private final Duration patience;
  private final Map<FoundLog.Key, FoundLog> waiting = new LinkedHashMap<>();
  private @Nullable Thread reader;
  private boolean closed;
  private long sinceNanos;

  LateSummaries(Taker taker, Duration patience) {
    this.taker = taker;
    this.patience = patience;
  }

  /** Has logs read in their order; one that waits already is read as it is now. */
  synchronized void add(Collection<FoundLog> logs) {
    if (closed) {
      return;
    }
    logs.forEach(log -> waiting.put(log.key(), log));
    if (reader == null && !waiting.isEmpty()) {
      sinceNanos = System.nanoTime();
      reader = Thread.ofPlatform().daemon().name("millpond-late-event-logs").unstarted(this::run);
      reader.start();
    }
  }

  /** Waits until all have been read, or there is no more time. */
  synchronized void await() throws IOException {
    Patience.await(this, () -> reader != null, sinceNanos, patience);
  }

  private void run() {
    SummaryReader summaries = new SummaryReader();
    try {
      do {
        for (FoundLog log = next(); log != null; log = next()) {
          read(summaries, log);
        }
        taker.done();
      } while (!isDone());
    } finally {
      stopped();
    }
  }

  private void read(SummaryReader summaries, FoundLog log) {
    try {
      taker.take(log, summaries.read(log, SummaryReader.Effort.THOROUGH));
    } catch (IOException | RuntimeException e) {
      NOTICES.warn("event log {} cannot be read: {}", log.name().text(), e.toString());
    }
  }

  private synchronized @Nullable FoundLog next() {
    if (waiting.isEmpty()) {
      return null;
    }
    FoundLog log = waiting.values().iterator().next();
    waiting.remove(log.key());
    return log;
  }

  /** Whether none came while it was told that there is none; who adds one then finds no reader. */
  private synchronized boolean isDone() {
    if (waiting.isEmpty()) {
      stopped();
    }
    return reader == null;
  }

  private synchronized void stopped() {
    if (Thread.currentThread().equals(reader)) {
      reader = null;
      notifyAll();
    }
  }

  /** Reads no other from now on, and waits until the one that is being read has been. */
  @Override
  public void close() {
    Thread last;
    synchronized (this) {
      closed = true;
      waiting.clear();
      last = reader;
    }
    if (last != null) {
      try {
        last.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
