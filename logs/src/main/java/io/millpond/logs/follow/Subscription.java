package io.millpond.logs.follow;

import io.millpond.logs.Limits;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * A follower's place at its watcher: a bounded queue of what it was told and has not taken.
 *
 * <p>A follower that still reads what was there before it came ({@code live} false) is not woken,
 * and where its queue overflows it is not cut but joins anew later on: what it misses is in the
 * file.
 */
final class Subscription {
  private volatile Framer framer;
  private final Runnable wakeup;
  private final ArrayDeque<Delivery> queue = new ArrayDeque<>();
  private int backlogBytes;
  private boolean live;
  private boolean overflown;
  private boolean cut;

  Subscription(Framer framer, Runnable wakeup) {
    this.framer = framer;
    this.wakeup = wakeup;
  }

  Framer framer() {
    return framer;
  }

  /** Uses an equal framer from now on. */
  void shareFramer(Framer equal) {
    framer = equal;
  }

  synchronized void restart() {
    empty();
    overflown = false;
  }

  /** From now on the follower takes what comes; false where it must join anew before. */
  synchronized boolean goLive() {
    live = !overflown;
    return live;
  }

  void offer(Delivery delivery) {
    boolean wake;
    synchronized (this) {
      if (cut || overflown) {
        return;
      }
      backlogBytes += delivery.event().weight();
      if (backlogBytes > Limits.MAX_FOLLOWER_BACKLOG_BYTES) {
        empty();
        overflown = true;
        cut = live;
        wake = live;
      } else {
        queue.add(delivery);
        wake = live && queue.size() == 1;
      }
    }
    if (wake) {
      wake();
    }
  }

  private void wake() {
    try {
      wakeup.run();
    } catch (RuntimeException e) {
      cut();
    }
  }

  synchronized Optional<Delivery> poll() {
    Optional<Delivery> next = Optional.ofNullable(queue.poll());
    next.ifPresent(delivery -> backlogBytes -= delivery.event().weight());
    return next;
  }

  synchronized void cut() {
    empty();
    cut = true;
  }

  /** Cuts the follower off and tells it so. */
  void fail() {
    cut();
    wake();
  }

  synchronized boolean isCut() {
    return cut;
  }

  private void empty() {
    queue.clear();
    backlogBytes = 0;
  }
}
