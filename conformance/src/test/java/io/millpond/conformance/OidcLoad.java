package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Threads that read steadily, in rounds: each takes a token and makes a few requests with it. Every
 * one of them has to be answered as it should be; at the end that is checked.
 */
final class OidcLoad implements AutoCloseable {
  static final int THREADS = 4;

  /** Turns that each thread takes in a row with a token. */
  private static final int TURNS = 3;

  private static final long PERIOD_MILLIS = 500;

  private final MillpondServer server;
  private final Function<String, Stream<Case>> turn;
  private final AtomicIntegerArray rounds = new AtomicIntegerArray(THREADS);
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong longestNanos = new AtomicLong();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private final List<Future<?>> tasks = new ArrayList<>();
  private final long began = System.nanoTime();
  private volatile Supplier<String> tokens;

  /**
   * Begins.
   *
   * @param turn the requests made with a token
   */
  OidcLoad(MillpondServer server, Supplier<String> tokens, Function<String, Stream<Case>> turn) {
    this.server = server;
    this.turn = turn;
    this.tokens = tokens;
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      long first = i * PERIOD_MILLIS / THREADS;
      tasks.add(
          threads.scheduleAtFixedRate(
              () -> round(thread), first, PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  private void round(int thread) {
    try {
      String token = tokens.get();
      for (int i = 0; i < TURNS; i++) {
        turn.apply(token).forEach(this::ask);
      }
    } catch (RuntimeException | AssertionError failure) {
      failures.add(failure);
    }
    rounds.incrementAndGet(thread);
  }

  private void ask(Case row) {
    long asked = System.nanoTime();
    requests.incrementAndGet();
    row.run(server);
    longestNanos.accumulateAndGet(System.nanoTime() - asked, Math::max);
  }

  /** Where tokens are from in the rounds that begin after this. */
  void takeFrom(Supplier<String> source) {
    tokens = source;
  }

  /** Waits until every thread has made so many rounds that began after this was called. */
  void awaitRounds(int count) {
    List<Integer> before = rounds();
    await("rounds of every thread")
        .atMost(Limits.LAB_TIMEOUT)
        .until(
            () -> IntStream.range(0, THREADS).allMatch(i -> rounds.get(i) > before.get(i) + count));
    assertThat(failures).isEmpty();
  }

  private List<Integer> rounds() {
    return IntStream.range(0, THREADS).mapToObj(rounds::get).toList();
  }

  /** What it has done, for people to read. */
  String summary() {
    return "%d requests in %d s, %d failed, the longest took %d ms"
        .formatted(
            requests.get(),
            Duration.ofNanos(System.nanoTime() - began).toSeconds(),
            failures.size(),
            TimeUnit.NANOSECONDS.toMillis(longestNanos.get()));
  }

  /** Lets the rounds end that have begun. */
  @Override
  public void close() {
    tasks.forEach(task -> task.cancel(false));
    threads.close();
    assertThat(failures).isEmpty();
  }
}
