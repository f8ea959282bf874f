package io.millpond.access.tokens;

import io.millpond.access.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer, kept fresh by a thread of their own: fetched at the start and again
 * before they are old, so that requests find them here. What cannot be fetched again counts for a
 * bounded time.
 *
 * <p>An issuer that changes its keys signs with one that we may not have seen. So a token whose key
 * is not here waits until the keys have been fetched by a fetch that began after the token came:
 * only then is the key nobody's. Such fetches are bounded in number, for anybody can make up ids of
 * keys; tokens that come in between wait for the next one together, as many as are allowed to.
 * Where fetching fails nobody is refused for good: it cannot be told whose the token is.
 */
final class SigningKeys implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

  /**
   * How it goes about.
   *
   * @param refresh how long keys are used before they are fetched again
   * @param retry how long after a failure they are fetched again
   * @param interval they are never fetched more often than this
   * @param tolerable how long keys count that cannot be fetched again
   * @param patience longest wait for a key
   * @param maxWaiters most that wait at a time
   */
  record Timing(
      Duration refresh,
      Duration retry,
      Duration interval,
      Duration tolerable,
      Duration patience,
      int maxWaiters) {
    static Timing of(KeyDocument document) {
      return new Timing(
          document.refresh(),
          Limits.KEYS_RETRY,
          Limits.KEYS_INTERVAL,
          Limits.KEYS_TOLERABLE,
          Limits.KEYS_WAIT,
          Limits.MAX_KEY_WAITERS);
    }
  }

  private record Held(ByteBuffer document, Keys keys, long sinceNanos) {}

  private final String issuer;
  private final KeyDocument document;
  private final Timing timing;
  private final LongSupplier nanoTime;
  private final Thread thread;

  private volatile @Nullable Held held;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();
  private final Condition changed = lock.newCondition();
  private long begun;
  private long ended;
  private long lastBegunNanos;
  private long lastEndedNanos;
  private boolean isWanted;
  private boolean isFailing;
  private boolean isClosed;
  private int waiters;

  private SigningKeys(String issuer, KeyDocument document, Timing timing, LongSupplier nanoTime) {
    this.issuer = issuer;
    this.document = document;
    this.timing = timing;
    this.nanoTime = nanoTime;
    this.thread = Thread.ofVirtual().name("keys of " + issuer).unstarted(this::keepFresh);
  }

  /** Begins to fetch the keys. */
  static SigningKeys start(
      String issuer, KeyDocument document, Timing timing, LongSupplier nanoTime) {
    SigningKeys keys = new SigningKeys(issuer, document, timing, nanoTime);
    keys.thread.start();
    return keys;
  }

  /** The keys that count now, if any were ever fetched and not too long ago. */
  Optional<Keys> current() {
    Held now = held;
    return now == null || nanoTime.getAsLong() - now.sinceNanos > timing.tolerable.toNanos()
        ? Optional.empty()
        : Optional.of(now.keys);
  }

  /**
   * A key out of them, after they were fetched again where it is not among them.
   *
   * @param beforeBlocking is run before it waits
   * @throws KeysUnavailableException where they cannot be had
   */
  Optional<Keys.Published> find(
      Function<Keys, Optional<Keys.Published>> choice, Runnable beforeBlocking)
      throws KeysUnavailableException {
    Optional<Keys.Published> known = current().flatMap(choice);
    if (known.isPresent()) {
      return known;
    }
    beforeBlocking.run();
    lock.lock();
    try {
      if (waiters >= timing.maxWaiters) {
        throw new KeysUnavailableException();
      }
      waiters++;
      try {
        return await(choice);
      } finally {
        waiters--;
      }
    } finally {
      lock.unlock();
    }
  }

  private Optional<Keys.Published> await(Function<Keys, Optional<Keys.Published>> choice)
      throws KeysUnavailableException {
    long next = begun + 1;
    long end = nanoTime.getAsLong() + timing.patience.toNanos();
    while (true) {
      Optional<Keys> keys = current();
      Optional<Keys.Published> found = keys.flatMap(choice);
      if (found.isPresent() || (ended >= next && keys.isPresent() && !isFailing)) {
        return found;
      }
      if (begun < next) {
        isWanted = true;
        asked.signal();
      }
      long left = end - nanoTime.getAsLong();
      if (isClosed || ended >= next || isHeldUp() || left <= 0) {
        throw new KeysUnavailableException();
      }
      try {
        changed.awaitNanos(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KeysUnavailableException();
      }
    }
  }

  /** Whether the last fetch failed and it is too early for the next one. */
  private boolean isHeldUp() {
    return isFailing
        && begun == ended
        && nanoTime.getAsLong() - lastBegunNanos < timing.interval.toNanos();
  }

  private void keepFresh() {
    try {
      while (awaitTurn()) {
        fetch();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitTurn() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long wait = nanosToWait();
      while (!isClosed && wait > 0) {
        asked.awaitNanos(wait);
        wait = nanosToWait();
      }
      isWanted = false;
      begun++;
      lastBegunNanos = nanoTime.getAsLong();
      return !isClosed;
    } finally {
      lock.unlock();
    }
  }

  private long nanosToWait() {
    if (begun == 0) {
      return 0;
    }
    long due =
        isWanted
            ? lastBegunNanos + timing.interval.toNanos()
            : lastEndedNanos + (isFailing ? timing.retry : timing.refresh).toNanos();
    return due - nanoTime.getAsLong();
  }

  private void fetch() {
    long since = nanoTime.getAsLong();
    try {
      byte[] fetched = document.load();
      ByteBuffer bytes = ByteBuffer.wrap(fetched);
      Held last = held;
      Keys keys = last != null && last.document.equals(bytes) ? last.keys : Keys.read(fetched);
      held = new Held(bytes, keys, since);
      settled(false);
    } catch (IOException | RuntimeException | Error failure) {
      // Whatever it is (no memory left, say): keys are fetched again, or all tokens end with these.
      boolean isNews = settled(true);
      if (isNews) {
        log.warn(
            "keys of the issuer {} cannot be had, those known before count for {} hours: {}",
            issuer,
            timing.tolerable.toHours(),
            failure.getMessage());
      }
    }
  }

  /** Ends a fetch; says whether it ended otherwise than the one before. */
  private boolean settled(boolean failed) {
    lock.lock();
    try {
      boolean isNews = failed != isFailing && !isClosed;
      isFailing = failed;
      ended++;
      lastEndedNanos = nanoTime.getAsLong();
      changed.signalAll();
      return isNews;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      asked.signalAll();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    document.close();
  }
}
