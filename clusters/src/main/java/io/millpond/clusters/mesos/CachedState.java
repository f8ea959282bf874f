package io.millpond.clusters.mesos;

import io.millpond.clusters.mesos.StateUnavailableException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a state for a while and has one load in flight at most, however many ask: a state has tens
 * of megabytes and costs the master CPU, and every request for a task's log needs it.
 *
 * <p>The load runs on a thread of its own, so that a caller that goes away takes nobody's answer
 * with it. A failure is remembered for a moment, lest a queue of callers waits out one timeout
 * each.
 */
final class CachedState implements StateSource {
  private final StateLoader loader;
  private final long freshNanos;
  private final long maxStaleNanos;
  private final long retryNanos;
  private final LongSupplier nanoTime;

  private final Object lock = new Object();
  private @Nullable CompletableFuture<MesosState> inFlight;
  private @Nullable MesosState state;
  private long loadedAt;
  private @Nullable StateUnavailableException failure;
  private long failedAt;

  CachedState(StateLoader loader, Duration fresh, Timing timing, LongSupplier nanoTime) {
    this.loader = loader;
    this.freshNanos = fresh.toNanos();
    this.maxStaleNanos = timing.maxStale().toNanos();
    this.retryNanos = timing.retry().toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public MesosState current() throws StateUnavailableException {
    CompletableFuture<MesosState> answer;
    synchronized (lock) {
      long now = nanoTime.getAsLong();
      MesosState known = state;
      if (known != null && now - loadedAt < freshNanos) {
        return known;
      }
      StateUnavailableException failed = failure;
      if (inFlight == null && failed != null && now - failedAt < retryNanos) {
        return orStale(failed, now);
      }
      answer = inFlight == null ? start(now) : inFlight;
    }
    return await(answer);
  }

  private MesosState await(CompletableFuture<MesosState> answer) throws StateUnavailableException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      synchronized (lock) {
        return orStale(asUnavailable(e.getCause()), nanoTime.getAsLong());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateUnavailableException(Reason.TIMED_OUT, "", e);
    }
  }

  /** A copy of the failure for this caller: one exception must not be thrown on two threads. */
  private MesosState orStale(StateUnavailableException failed, long now)
      throws StateUnavailableException {
    MesosState known = state;
    if (known != null && now - loadedAt <= maxStaleNanos) {
      return known;
    }
    throw new StateUnavailableException(failed.reason(), failed.detail(), failed);
  }

  private CompletableFuture<MesosState> start(long now) {
    CompletableFuture<MesosState> answer = new CompletableFuture<>();
    inFlight = answer;
    Optional<MesosState> previous = Optional.ofNullable(state);
    Thread.ofVirtual().name("mesos-state").start(() -> load(answer, previous, now));
    return answer;
  }

  private void load(
      CompletableFuture<MesosState> answer, Optional<MesosState> previous, long startedAt) {
    try {
      MesosState loaded = loader.load(previous);
      synchronized (lock) {
        state = loaded;
        // From the start of the load: what the state tells is no younger than that.
        loadedAt = startedAt;
        failure = null;
        inFlight = null;
      }
      answer.complete(loaded);
    } catch (Throwable e) { // An OutOfMemoryError too: nobody may wait for ever.
      synchronized (lock) {
        failure = asUnavailable(e);
        failedAt = nanoTime.getAsLong();
        inFlight = null;
      }
      answer.completeExceptionally(e);
    }
  }

  private static StateUnavailableException asUnavailable(@Nullable Throwable e) {
    return e instanceof StateUnavailableException known
        ? known
        : new StateUnavailableException(Reason.UNREACHABLE, "", e);
  }

  @Override
  public void close() {
    loader.close();
  }
}
