package io.millpond.exports.paging;

import io.millpond.exports.Refusal;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How long one search may take, and whether anybody still waits for it. It goes step by step; which
 * one it is at is ended where nobody does. For the thread of the search, but that another one may
 * tell that nobody waits.
 */
final class Patience {
  /** A part of the search. */
  interface Step {
    /** Waits for its end, however that is, not for longer than a while; whether it has ended. */
    boolean awaitFor(Duration most) throws IOException, InterruptedException;
  }

  private final long begun = System.nanoTime();
  private final Duration slow;
  private final Duration timeout;
  private final Consumer<Runnable> whenSlow;

  /** Whether somebody was told that the search is slow. */
  private boolean isTold;

  /** Guarded by this. */
  private boolean isUnwanted;

  /** Ends the step; guarded by this. */
  private Runnable end = () -> {};

  /**
   * Begins to count.
   *
   * @param whenSlow called once, where the search takes longer than {@code slow}, with what to call
   *     when nobody waits for it any longer
   * @param timeout longest that all steps together take
   */
  Patience(Duration slow, Duration timeout, Consumer<Runnable> whenSlow) {
    this.slow = slow;
    this.timeout = timeout;
    this.whenSlow = whenSlow;
  }

  /**
   * Waits for the next step.
   *
   * @param ends has it end, at any time
   * @throws Refusal where it takes too long
   * @throws EOFException where nobody waits for it
   */
  void await(Step step, Runnable ends) throws Refusal, IOException, InterruptedException {
    begin(ends);
    boolean hasEnded = step.awaitFor(left(isTold ? timeout : slow));
    if (!hasEnded && !isTold) {
      isTold = true;
      whenSlow.accept(this::leave);
      hasEnded = step.awaitFor(left(timeout));
    }
    if (isUnwanted()) {
      throw new EOFException("nobody waits for the search any longer");
    }
    if (!hasEnded) {
      throw new Refusal(Refusal.Reason.SEARCH_TOO_LONG);
    }
  }

  private Duration left(Duration of) {
    return of.minus(Duration.ofNanos(System.nanoTime() - begun));
  }

  private synchronized void begin(Runnable ends) {
    end = ends;
    if (isUnwanted) {
      ends.run();
    }
  }

  private synchronized void leave() {
    isUnwanted = true;
    end.run();
  }

  private synchronized boolean isUnwanted() {
    return isUnwanted;
  }
}
