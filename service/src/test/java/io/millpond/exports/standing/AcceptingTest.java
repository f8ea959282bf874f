package io.millpond.exports.standing;

import static io.millpond.exports.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.database.Database;
import io.millpond.exports.Accepted;
import io.millpond.exports.Refusal;
import io.millpond.exports.Room;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class AcceptingTest {
  @TempDir private Path folder;
  private final Waiting waiting = new Waiting();
  private Database database;
  private Ledger ledger;
  private Accepting accepting;

  private final TestingClock clock = new TestingClock();

  @BeforeEach
  void start() throws IOException {
    database = Database.embedded(folder);
    ledger = new Ledger(database, "instance", Entries::of);
    accepting = new Accepting(ledger, waiting, ServerKey.of(folder), Room.unbounded(), clock);
    accepting.start();
  }

  @AfterEach
  void stop() {
    accepting.close();
    database.close();
  }

  private Accepted accept() throws Refusal, IOException {
    return accepting.accept(
        Service.creator("alice"), TestingSources.ETL, "ETL", Requests.ALL, Optional.empty());
  }

  @Test
  void afterAFaultTheNextIsAccepted() throws Exception {
    IllegalArgumentException exception = new IllegalArgumentException();
    clock.fail(exception);
    afterThatTheNextIsAccepted(exception);
    StackOverflowError error = new StackOverflowError();
    clock.fail(error);
    afterThatTheNextIsAccepted(error);
  }

  private void afterThatTheNextIsAccepted(Throwable fault) throws Exception {
    assertThatThrownBy(this::accept).isInstanceOf(IllegalStateException.class).hasCause(fault);
    assertThat(ledger.byKey(accept().operationKey())).isNotNull();
  }

  /** What is thrown is thrown by many threads: each has one of its own. */
  @Test
  void ofManyThatFailTogetherEachIsTold() throws Exception {
    database.close();
    accepting.lock().lock();
    List<Future<Accepted>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(this::accept));
      }
      accepting.lock().unlock();
    }
    List<Throwable> thrown = new ArrayList<>();
    for (Future<Accepted> answer : answers) {
      assertThatThrownBy(answer::get)
          .isInstanceOf(ExecutionException.class)
          .satisfies(failure -> thrown.add(failure.getCause()));
    }
    assertThat(thrown).doesNotHaveDuplicates().allMatch(IOException.class::isInstance);
  }

  /** It is on record, or not, and may be begun: whoever asked has to know. */
  @Test
  void whoeverIsInterruptedIsToldAllTheSame() throws Exception {
    FutureTask<Boolean> asking =
        new FutureTask<>(() -> {
          boolean known = ledger.byKey(accept().operationKey()) != null;
          return known && Thread.interrupted();
        });
    accepting.lock().lock();
    try {
      Thread thread = Thread.ofPlatform().start(asking);
      await().until(accepting.lock()::hasQueuedThreads);
      thread.interrupt();
    } finally {
      accepting.lock().unlock();
    }
    assertThat(asking.get()).isTrue();
  }

  @Test
  void atTheEndAllAreAnsweredAndNoMoreAreTaken() throws Exception {
    FutureTask<Accepted> first = new FutureTask<>(this::accept);
    FutureTask<Accepted> second = new FutureTask<>(this::accept);
    accepting.lock().lock();
    try {
      Thread.ofPlatform().start(first);
      await().until(accepting.lock()::hasQueuedThreads);
      Thread waits = Thread.ofPlatform().start(second);
      await().until(() -> waits.getState() == Thread.State.TIMED_WAITING);
      accepting.close();
    } finally {
      accepting.lock().unlock();
    }
    assertThat(ledger.byKey(first.get().operationKey())).isNotNull();
    assertThat(ledger.byKey(second.get().operationKey())).isNotNull();
    assertThatThrownBy(this::accept).hasMessage("the service is stopping");
  }

  /** They go before those that wait, but not for ever. */
  @Test
  void thoseThatKeepComingHoldUpNoExport() throws Exception {
    waiting.arriving();
    accept();
    assertThat(waiting.take()).isNotNull();
    waiting.arrived();
  }
}
