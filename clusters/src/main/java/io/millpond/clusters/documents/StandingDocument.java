package io.millpond.clusters.documents;

import io.millpond.clusters.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service told last. It is good to know and nothing depends on it: a service that is slow or
 * down is waited for once and briefly, and what it told before stands until it tells something new.
 * Safe for use by many threads.
 *
 * @param <T> what is made of its answer
 */
public final class StandingDocument<T> {
  private static final Logger log = LoggerFactory.getLogger(StandingDocument.class);

  private final String name;
  private final CachedDocument<T> source;
  private final boolean isTold;
  private final long patienceNanos;
  private final LongSupplier nanoTime;

  private @Nullable CompletableFuture<T> question;
  private long askedAt;
  private boolean isPrompt = true;
  private boolean isFailing;

  /**
   * @param name what it is called in messages, without an article
   * @param isTold whether it is worth a message that it fails
   * @param patience longest wait for an answer
   */
  StandingDocument(
      String name,
      CachedDocument<T> source,
      boolean isTold,
      Duration patience,
      LongSupplier nanoTime) {
    this.name = name;
    this.source = source;
    this.isTold = isTold;
    this.patienceNanos = patience.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * What is known now; empty where the service has not told anything yet. Has the service asked
   * where that is some time ago, and waits for the answer where it is long ago and the service
   * answered the last question in time.
   */
  public Optional<T> latest() {
    CompletableFuture<T> answer = source.ask();
    // A question that was answered at once, perhaps with a failure, counts as well.
    if (!answer.isDone() || source.isLoad(answer)) {
      long leftNanos = leftToWait(answer);
      if (leftNanos > 0 && !answer.isDone() && source.last(Limits.SERVICE_TOLERABLE).isEmpty()) {
        await(answer, leftNanos);
      }
    }
    return source.last();
  }

  /** Whether the service answered the last question in time, so that the next one is waited for. */
  synchronized boolean isPrompt() {
    return isPrompt;
  }

  private synchronized long leftToWait(CompletableFuture<T> answer) {
    long now = nanoTime.getAsLong();
    if (!isQuestion(answer)) {
      question = answer;
      askedAt = now;
      var _ = answer.whenComplete((_, failure) -> settled(now, failure));
    }
    return isPrompt ? askedAt + patienceNanos - now : 0;
  }

  @SuppressWarnings("ReferenceEquality") // A question is itself alone.
  private boolean isQuestion(CompletableFuture<T> answer) {
    return answer == question;
  }

  private synchronized void settled(long since, @Nullable Throwable failure) {
    isPrompt = failure == null && nanoTime.getAsLong() - since <= patienceNanos;
    boolean isNews = isTold && isFailing != (failure != null);
    isFailing = failure != null;
    if (isNews && failure != null) {
      log.warn(
          "the {} does not answer, what it told last counts on: {}", name, failure.getMessage());
    } else if (isNews) {
      log.info("the {} answers again", name);
    }
  }

  private static void await(CompletableFuture<?> answer, long nanos) {
    try {
      answer.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.trace("no answer in time", e); // What is known without it counts.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
