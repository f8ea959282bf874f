package io.millpond.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clock of most of these stands still: who waits in vain waits for ever. */
@Timeout(180)
class SigningKeysTest {
  private static final KeyPair PAIR = TestToken.rsa(2048);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Published published = new Published(Published.key("a", PAIR));
  private final List<SigningKeys> started = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void close() {
    started.forEach(SigningKeys::close);
  }

  private SigningKeys start(Duration refresh, Duration interval, Duration patience) {
    return start(published, new SigningKeys.Timing(refresh, HOUR, interval, HOUR, patience, 100));
  }

  private SigningKeys start(KeyDocument document, SigningKeys.Timing timing) {
    SigningKeys keys = SigningKeys.start("i", document, timing, nanos::get);
    started.add(keys);
    return keys;
  }

  private static Function<Keys, Optional<Keys.Published>> id(String id) {
    return keys ->
        keys.all().stream().filter(one -> one.key().id().equals(Optional.of(id))).findFirst();
  }

  private static boolean has(SigningKeys keys, String id) throws KeysUnavailableException {
    return keys.find(id(id), () -> {}).isPresent();
  }

  private static ConditionFactory patiently() {
    return await().atMost(LONG);
  }

  private static void mustNotBlock() {
    throw new AssertionError("has to wait for nothing");
  }

  @Test
  void keysAreFetchedBeforeAnybodyAsks() throws Exception {
    SigningKeys keys = start(HOUR, HOUR, LONG);
    patiently().until(() -> keys.current().isPresent());
    assertThat(keys.find(id("a"), SigningKeysTest::mustNotBlock)).isPresent();
    assertThat(published.loads).hasValue(1);
  }

  @Test
  void keysAreFetchedAgainAheadOfNeed() {
    SigningKeys keys = start(Duration.ZERO, HOUR, LONG);
    published.publish(Published.key("b", PAIR));
    patiently().until(() -> keys.current().flatMap(id("b")).isPresent());
    assertThat(keys.current().flatMap(id("a"))).isEmpty();
  }

  @Test
  void aNewKeyIsWaitedForAndWhoWaitsSaysSo() throws Exception {
    SigningKeys keys = start(HOUR, Duration.ZERO, LONG);
    assertThat(has(keys, "a")).isTrue();
    published.publish(Published.key("b", PAIR));
    AtomicInteger said = new AtomicInteger();
    assertThat(keys.find(id("b"), said::incrementAndGet)).isPresent();
    assertThat(said).hasValue(1);
  }

  /** A caller that may not block goes away, and nothing is left of it. */
  @Test
  void whatBeforeBlockingThrowsGoesToTheCaller() throws Exception {
    SigningKeys keys = start(HOUR, HOUR, LONG);
    assertThat(has(keys, "a")).isTrue();
    assertThatThrownBy(() -> keys.find(id("b"), SigningKeysTest::mustNotBlock))
        .isInstanceOf(AssertionError.class);
    assertThat(published.loads).hasValue(1);
  }

  @Test
  void aKeyThatIsNobodysIsSoAfterAFetchThatBeganLater() throws Exception {
    SigningKeys keys = start(HOUR, Duration.ZERO, LONG);
    assertThat(has(keys, "a")).isTrue();
    assertThat(has(keys, "x")).isFalse();
    assertThat(published.loads.get()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void madeUpKeyIdsDoNotHaveKeysFetchedAtWill() throws Exception {
    Duration moment = Duration.ofNanos(1);
    SigningKeys keys =
        SigningKeys.start(
            "i",
            published,
            new SigningKeys.Timing(HOUR, HOUR, HOUR, HOUR, moment, 100),
            System::nanoTime);
    started.add(keys);
    patiently().until(() -> keys.current().isPresent());
    for (int i = 0; i < 20; i++) {
      String made = "made up " + i;
      assertThatThrownBy(() -> has(keys, made)).isInstanceOf(KeysUnavailableException.class);
    }
    assertThat(published.loads).hasValue(1);
    assertThat(keys.find(id("a"), SigningKeysTest::mustNotBlock)).isPresent();
  }

  @Test
  void manyThatWaitForANewKeyAllGetItByAFetchOrTwo() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger waiting = new AtomicInteger();
    SigningKeys keys = start(slow(go), timing(100));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(threads.submit(() -> keys.find(id("b"), waiting::incrementAndGet).isPresent()));
      }
      patiently().until(() -> waiting.get() == 50);
      published.publish(Published.key("b", PAIR));
      go.countDown();
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    }
    assertThat(published.loads.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void soManyMayWaitAndNoMore() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    SigningKeys keys = start(slow(go), timing(1));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicInteger refused = new AtomicInteger();
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        answers.add(
            threads.submit(() -> {
              try {
                return has(keys, "a");
              } catch (KeysUnavailableException tooMany) {
                refused.incrementAndGet();
                return false;
              }
            }));
      }
      patiently().until(() -> refused.get() == 2);
      go.countDown();
      int answered = 0;
      for (Future<Boolean> answer : answers) {
        answered += answer.get() ? 1 : 0;
      }
      assertThat(answered).isEqualTo(1);
    }
  }

  private static SigningKeys.Timing timing(int maxWaiters) {
    return new SigningKeys.Timing(HOUR, HOUR, Duration.ZERO, HOUR, LONG, maxWaiters);
  }

  private KeyDocument slow(CountDownLatch go) {
    return new KeyDocument() {
      @Override
      public byte[] load() throws IOException {
        try {
          go.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
        return published.load();
      }

      @Override
      public Duration refresh() {
        return HOUR;
      }
    };
  }

  @Test
  void oldKeysCountWhileNewOnesCannotBeHadButNotForEver() throws Exception {
    SigningKeys keys = start(HOUR, Duration.ZERO, LONG);
    assertThat(has(keys, "a")).isTrue();
    published.setDown(true);
    assertThatThrownBy(() -> has(keys, "b")).isInstanceOf(KeysUnavailableException.class);
    nanos.addAndGet(HOUR.toNanos());
    assertThat(has(keys, "a")).isTrue();
    nanos.incrementAndGet();
    assertThatThrownBy(() -> has(keys, "a")).isInstanceOf(KeysUnavailableException.class);
    published.setDown(false);
    assertThat(has(keys, "a")).isTrue();
  }

  @Test
  void keysAreFetchedAgainWhateverWentWrong() throws Exception {
    AtomicBoolean isOutOfMemory = new AtomicBoolean(true);
    KeyDocument document =
        new KeyDocument() {
          @Override
          public byte[] load() throws IOException {
            if (isOutOfMemory.get()) {
              throw new OutOfMemoryError("a test's");
            }
            return published.load();
          }

          @Override
          public Duration refresh() {
            return HOUR;
          }
        };
    SigningKeys keys = start(document, timing(10));
    assertThatThrownBy(() -> has(keys, "a")).isInstanceOf(KeysUnavailableException.class);
    isOutOfMemory.set(false);
    assertThat(has(keys, "a")).isTrue();
  }

  @Test
  void aDocumentThatIsNoneTakesNoKeysAway() throws Exception {
    SigningKeys keys = start(HOUR, Duration.ZERO, LONG);
    assertThat(has(keys, "a")).isTrue();
    for (String document : List.of("", "{}", "[]", "<html>", "{\"keys\":7}", "[".repeat(9_999))) {
      published.publish(document);
      assertThatThrownBy(() -> has(keys, "b"))
          .as(document)
          .isInstanceOf(KeysUnavailableException.class);
      assertThat(has(keys, "a")).isTrue();
    }
    published.publish("{\"keys\":[]}");
    assertThat(has(keys, "b")).isFalse();
    assertThat(has(keys, "a")).isFalse();
  }

  @Test
  void whoWaitsWhenItIsClosedIsLetGo() throws Exception {
    SigningKeys keys = start(slow(new CountDownLatch(1)), timing(10));
    assertThatThrownBy(() -> keys.find(id("a"), keys::close))
        .isInstanceOf(KeysUnavailableException.class);
  }
}
