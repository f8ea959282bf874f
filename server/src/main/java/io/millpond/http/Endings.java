package io.millpond.http;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done when something has ended, such as an exchange: what was added last is done
 * first. Done once: what is broken off after its end is told of a second time.
 */
final class Endings implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Endings.class);

  private final Deque<Runnable> actions = new ArrayDeque<>(4);
  private boolean ended;

  /** Has something done at the end; at once where that has come already. */
  void add(Runnable action) {
    synchronized (actions) {
      if (!ended) {
        actions.push(action);
        return;
      }
    }
    action.run();
  }

  @Override
  public void run() {
    synchronized (actions) {
      if (ended) {
        return;
      }
      ended = true;
    }
    // Nobody adds to them any more.
    actions.forEach(Endings::run);
  }

  /** Whatever becomes of one, the others are done, and what has ended goes on to its end. */
  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException fault) {
      log.error("what was to be done at an end could not be", fault);
    }
  }
}
