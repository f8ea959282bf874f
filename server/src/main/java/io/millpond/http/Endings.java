package io.millpond.http;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be done when something has ended, such as an exchange. Done once: what is broken off
 * after its end is told of a second time.
 */
final class Endings implements Runnable {
  private final List<Runnable> actions = new ArrayList<>(2);
  private boolean ended;

  /** Has something done at the end; at once where that has come already. */
  void add(Runnable action) {
    synchronized (actions) {
      if (!ended) {
        actions.add(action);
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
    actions.forEach(Runnable::run);
  }
}
