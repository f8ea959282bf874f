package io.millpond.clusters.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedDocumentTest {
  /** For what other threads do: the machine may be busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final DocumentSource.Timing TIMING =
      new DocumentSource.Timing(
          SECOND.multipliedBy(2), SECOND.multipliedBy(30), SECOND, SECOND, SECOND);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // It may wrap round.
  private final FakeLoader loader = new FakeLoader();
  private final DocumentSource<Object> source =
      new CachedDocument<>("Mesos state", loader, TIMING.fresh(), TIMING, clock::get);

  @Test
  void aFreshStateIsNotLoadedAgain() throws Exception {
    Object first = source.current();
    pass(Duration.ofMillis(1999));
    assertThat(source.current()).isSameAs(first);
    pass(Duration.ofMillis(1));
    assertThat(source.current()).isNotSameAs(first);
    assertThat(loader.loads).isEqualTo(2);
  }

  @Test
  void manyCallersShareOneLoad() throws Exception {
    loader.gate = new CountDownLatch(1);
    List<Future<Object>> answers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      CompletableFuture<Object> answer = new CompletableFuture<>();
      answers.add(answer);
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              answer.complete(source.current());
            } catch (Exception e) {
              answer.completeExceptionally(e);
            }
          }));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> threads.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
    loader.gate.countDown();
    Object first = answers.getFirst().get();
    for (Future<Object> answer : answers) {
      assertThat(answer.get()).isSameAs(first);
    }
    assertThat(loader.loads).isEqualTo(1);
  }

  @Test
  void aStateOutlivesAFailureForAWhile() throws Exception {
    Object first = source.current();
    loader.failure = Optional.of(Reason.REFUSED);
    pass(Duration.ofSeconds(30));
    assertThat(source.current()).isSameAs(first);
    pass(Duration.ofMillis(1));
    assertThatThrownBy(source::current)
        .isInstanceOfSatisfying(
            DocumentUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
  }

  @Test
  void aFailureIsRememberedForAMoment() throws Exception {
    loader.failure = Optional.of(Reason.TIMED_OUT);
    assertThatThrownBy(source::current).hasMessage("the Mesos state did not arrive in time: why");
    loader.failure = Optional.empty();
    pass(Duration.ofMillis(999));
    assertThatThrownBy(source::current).isInstanceOf(DocumentUnavailableException.class);
    assertThat(loader.loads).isEqualTo(1);
    pass(Duration.ofMillis(1));
    assertThat(source.current()).isNotNull();
  }

  @Test
  void aLoaderThatBreaksIsAFailureAndNotAHang() {
    loader.broken = true;
    assertThatThrownBy(source::current).isInstanceOf(DocumentUnavailableException.class);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  /** Gives a new state at each call, unless told to fail. */
  private static final class FakeLoader implements DocumentLoader<Object> {
    volatile int loads;
    volatile Optional<Reason> failure = Optional.empty();
    volatile boolean broken;
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One load at a time is what is tested.
    public Object load(Optional<Object> previous) throws DocumentUnavailableException {
      loads++;
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (broken) {
        throw new IllegalStateException("broken");
      }
      if (failure.isPresent()) {
        throw new DocumentUnavailableException("Mesos state", failure.get(), "why", null);
      }
      return new Object();
    }
  }
}
