package io.millpond.exports.standing;

import io.millpond.exports.Limits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Exports that wait for their turn: callers take turns, and each caller's come in their order. */
final class Waiting {
  /** By caller, whose turn is next first. */
  private final SequencedMap<String, Deque<Entry>> queues = new LinkedHashMap<>();

  /** How many of each caller wait or are being made. */
  private final Map<String, Integer> unfinished = new HashMap<>();

  private int all;

  /** How many are just being put on record, and since when there are some. */
  private int arriving;

  private long burstNanos;

  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Whether one more of a caller may be added.
   *
   * @param ofCaller how many more of the caller's are about to be
   * @param more how many in all
   */
  synchronized boolean hasRoom(String caller, int ofCaller, int more) {
    return all + more < Limits.MAX_UNFINISHED
        && unfinished.getOrDefault(caller, 0) + ofCaller < Limits.MAX_UNFINISHED_PER_CALLER;
  }

  synchronized void add(Entry entry) {
    String caller = entry.operation().createdBy();
    queues.computeIfAbsent(caller, any -> new ArrayDeque<>()).add(entry);
    unfinished.merge(caller, 1, Integer::sum);
    all++;
    notifyAll();
  }

  /** Somebody asks for one. */
  synchronized void arriving() {
    if (arriving++ == 0) {
      burstNanos = System.nanoTime();
    }
  }

  /** Somebody was answered. */
  synchronized void arrived() {
    if (--arriving == 0) {
      notifyAll();
    }
  }

  /**
   * Waits for the next one, which counts until {@link #done}. While many ask at once none is begun,
   * for a moment: they are answered sooner, and what they asked for takes longer than that.
   *
   * @return null when this is closed
   */
  synchronized @Nullable Entry take() throws InterruptedException {
    for (long pause = burstMillis();
        !isClosed() && (queues.isEmpty() || pause > 0);
        pause = burstMillis()) {
      wait(queues.isEmpty() ? 0 : pause);
    }
    if (isClosed()) {
      return null;
    }
    var first = queues.sequencedEntrySet().removeFirst();
    Entry entry = first.getValue().remove();
    if (!first.getValue().isEmpty()) {
      queues.put(first.getKey(), first.getValue());
    }
    return entry;
  }

  /** For how much longer those that ask go before those that wait; 0 where they do not. */
  private long burstMillis() {
    long left = Limits.START_DELAY.toNanos() - (System.nanoTime() - burstNanos);
    return arriving > 0 && left > 0 ? TimeUnit.NANOSECONDS.toMillis(left) + 1 : 0;
  }

  /** It no longer counts. */
  synchronized void done(Entry entry) {
    String caller = entry.operation().createdBy();
    unfinished.computeIfPresent(caller, (any, count) -> count == 1 ? null : count - 1);
    all--;
  }

  /** Takes out one that waits. */
  synchronized void remove(Entry entry) {
    String caller = entry.operation().createdBy();
    Deque<Entry> queue = queues.get(caller);
    if (queue != null && queue.remove(entry)) {
      if (queue.isEmpty()) {
        queues.remove(caller);
      }
      done(entry);
    }
  }

  synchronized void close() {
    closed.countDown();
    notifyAll();
  }

  /** Waits until this is closed, not for longer than a while. */
  boolean awaitClose(Duration wait) throws InterruptedException {
    return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }
}
