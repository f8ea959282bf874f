package io.millpond.exports.making;

import io.millpond.exports.Limits;
import io.millpond.exports.search.SearchInput;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what is to be searched, on a thread of its own: a directory may be slow, a server may
 * not answer, and what they share must not be interrupted. Cancelled, it is left behind; it stops
 * when it can.
 */
public final class Finding {
  private static final Logger log = LoggerFactory.getLogger(Finding.class);

  /** Those left behind count until they have stopped. */
  private static final Semaphore ROOM = new Semaphore(Limits.MAX_LISTINGS_AT_ONCE);

  /** Finds it. */
  @FunctionalInterface
  public interface Search {
    Optional<SearchInput> run() throws IOException;
  }

  private final CompletableFuture<Optional<SearchInput>> found = new CompletableFuture<>();

  private Finding() {}

  /** Begins to find out. */
  public static Finding start(Search search) {
    Finding finding = new Finding();
    Thread.ofPlatform().daemon().name("export-listing").start(() -> finding.run(search));
    return finding;
  }

  private void run(Search search) {
    try {
      while (!ROOM.tryAcquire(1, TimeUnit.SECONDS)) {
        if (found.isDone()) {
          return;
        }
      }
    } catch (InterruptedException never) {
      found.completeExceptionally(never);
      return;
    }
    try {
      if (!found.isDone()) {
        found.complete(search.run());
      }
    } catch (IOException | RuntimeException | Error failure) {
      if (!found.completeExceptionally(failure)) {
        log.debug("what was cancelled has stopped", failure);
      }
    } finally {
      ROOM.release();
    }
  }

  /** At any time; {@link #await} then returns at once. */
  public void cancel() {
    found.cancel(false);
  }

  /**
   * Waits until it is known, was cancelled or has failed, not for longer than a while.
   *
   * @return whether it is, and {@link #await} returns at once
   */
  public boolean awaitFor(Duration most) throws InterruptedException {
    try {
      found.get(most.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (CancellationException | ExecutionException told) {
      return true;
    }
  }

  /**
   * What is to be searched; empty where there is no such cluster.
   *
   * @throws CancellationException where it was cancelled
   */
  public Optional<SearchInput> await() throws IOException, InterruptedException {
    try {
      return found.get();
    } catch (ExecutionException failure) {
      throw told(failure);
    }
  }

  private static IOException told(ExecutionException failure) {
    return switch (failure.getCause()) {
      case IOException exception -> exception;
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case null, default -> throw new IllegalStateException(failure);
    };
  }
}
