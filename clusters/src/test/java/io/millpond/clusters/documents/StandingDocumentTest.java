package io.millpond.clusters.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millpond.clusters.Limits;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandingDocumentTest {
  /** For what other threads do: the machine may be busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration NO_MATTER = Duration.ofSeconds(1);

  private final AtomicLong clock = new AtomicLong();
  private final Semaphore answers = new Semaphore(0);
  private final AtomicInteger questions = new AtomicInteger();
  private volatile boolean isDown;

  /** A service that answers as often as the test lets it. */
  private StandingDocument<Integer> asked(Duration patience) {
    DocumentSource.Timing timing =
        new DocumentSource.Timing(FRESH, NO_MATTER, RETRY, NO_MATTER, NO_MATTER);
    DocumentLoader<Integer> loader =
        previous -> {
          int number = questions.incrementAndGet();
          answers.acquireUninterruptibly();
          if (isDown) {
            throw new DocumentUnavailableException("it", Reason.UNREACHABLE);
          }
          return number;
        };
    return new StandingDocument<>(
        "it",
        new CachedDocument<>("it", loader, FRESH, timing, clock::get),
        true,
        patience,
        clock::get);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void theFirstAnswerIsWaitedFor() {
    answers.release();
    assertThat(asked(Duration.ofMinutes(1)).latest()).contains(1);
  }

  @Test
  void aSlowServiceIsWaitedForOnce() {
    StandingDocument<Integer> document = asked(Duration.ofMillis(1));
    assertThat(document.latest()).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(document.latest()).isEmpty();
    answers.release();
    await().atMost(PATIENCE).until(() -> document.latest().isPresent());
    assertThat(questions).hasValue(1);
  }

  @Test
  void whatIsNotOldIsUsedWhileItIsAskedForAnew() {
    answers.release();
    StandingDocument<Integer> document = asked(Duration.ofDays(1));
    assertThat(document.latest()).contains(1);
    pass(FRESH);
    assertThat(document.latest()).contains(1); // Would hang if it waited.
    assertThat(document.latest()).contains(1);
    answers.release();
    await().atMost(PATIENCE).until(() -> document.latest().equals(Optional.of(2)));
    assertThat(questions).hasValue(2);
  }

  @Test
  void whatIsOldIsAskedForAnewBeforeItIsUsed() {
    answers.release();
    StandingDocument<Integer> document = asked(Duration.ofDays(1));
    assertThat(document.latest()).contains(1);
    pass(Limits.SERVICE_TOLERABLE.plusNanos(1));
    answers.release();
    assertThat(document.latest()).contains(2);
  }

  @Test
  void whatWasToldLastStandsWhileTheServiceIsDownAndNobodyWaitsForIt() {
    answers.release();
    StandingDocument<Integer> document = asked(Duration.ofDays(1));
    assertThat(document.latest()).contains(1);
    isDown = true;
    answers.release();
    pass(Duration.ofHours(1));
    assertThat(document.latest()).contains(1);
    await().atMost(PATIENCE).until(() -> !document.isPrompt());
    pass(RETRY);
    await().atMost(PATIENCE).until(() -> questions.get() == 3 || document.latest().isEmpty());
    assertThat(document.latest()).contains(1); // Would hang if it waited.
    isDown = false;
    answers.release(2);
    await()
        .atMost(PATIENCE)
        .until(() -> {
          pass(RETRY);
          return document.latest().orElseThrow() > 1;
        });
  }
}
