package io.millpond.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends with the process. On SIGTERM and SIGINT the JVM runs a hook, which wakes the command, gives
 * it {@link Limits#MAX_CLOSING} to close what it has, and ends the process with {@link
 * ExitCode#OK}: the JVM by itself would end with 143 or 130, which supervisors take for a failure.
 *
 * <p>A command that has closed all it had before any signal came is ending by itself, with an exit
 * code of its own; then the hook does nothing.
 */
final class ProcessLifetime implements Lifetime {
  private final CountDownLatch ending = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private ProcessLifetime() {}

  static ProcessLifetime begin() {
    ProcessLifetime lifetime = new ProcessLifetime();
    Runtime.getRuntime().addShutdownHook(new Thread(lifetime::end, "millpond-shutdown"));
    return lifetime;
  }

  private void end() {
    if (closed.getCount() == 0) {
      return;
    }
    ending.countDown();
    try {
      if (!closed.await(Limits.MAX_CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("millpond: closing took too long, ending all the same");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.err.flush();
    Runtime.getRuntime().halt(ExitCode.OK);
  }

  @Override
  public void await() throws InterruptedException {
    ending.await();
  }

  @Override
  public void closed() {
    closed.countDown();
  }
}
