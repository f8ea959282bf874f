package io.millpond.logs;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets other threads have their turn while a file is gone through. Nobody takes the processor away
 * from a virtual thread: as many long readings as there are processors would hold up all others.
 * Also where a reading stops whose thread was interrupted. For one thread at a time.
 *
 * <p>It parks and does not yield: whoever yields is run again before what was begun elsewhere as
 * long as another that yields is waiting for the same processor, so that two of them starve the
 * rest.
 */
final class Turns {
  private long since = System.nanoTime();

  /**
   * To be called now and then.
   *
   * @throws InterruptedIOException where the thread is to stop
   */
  void next() throws InterruptedIOException {
    if (System.nanoTime() - since >= Limits.TURN.toNanos()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("nobody waits for what is read");
      }
      if (Thread.currentThread().isVirtual()) {
        LockSupport.parkNanos(1);
      }
      since = System.nanoTime();
    }
  }
}
