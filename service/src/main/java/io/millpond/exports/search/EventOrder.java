package io.millpond.exports.search;

import io.millpond.exports.Limits;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Puts events in the order of time that were told a little out of it, as those of several writers
 * are. Those of one time keep their order. Holds a bounded number of them back.
 */
final class EventOrder {
  /** Takes them in order. */
  interface Target {
    /**
     * The next event.
     *
     * @param number of it, in the order they were told
     */
    void event(LifecycleEvent event, long offset, long number) throws IOException;
  }

  private record Waiting(LifecycleEvent event, long offset, long number) {}

  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong((Waiting one) -> one.event().timeMillis())
              .thenComparingLong(Waiting::number));

  private final Target target;
  private long count;

  EventOrder(Target target) {
    this.target = target;
  }

  void add(LifecycleEvent event, long offset) throws IOException {
    waiting.add(new Waiting(event, offset, count++));
    if (waiting.size() > Limits.MAX_EVENTS_WAITING) {
      handOn();
    }
  }

  private void handOn() throws IOException {
    Waiting first = waiting.remove();
    target.event(first.event(), first.offset(), first.number());
  }

  /** There are no more. */
  void end() throws IOException {
    while (!waiting.isEmpty()) {
      handOn();
    }
  }
}
