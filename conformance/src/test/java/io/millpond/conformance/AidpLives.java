package io.millpond.conformance;

import static io.millpond.conformance.AidpPlatform.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A process that is killed again and again while it makes exports, and those who ask it for them
 * and remember what they were told.
 */
final class AidpLives {
  private static final int LINES = 150_000;
  private static final int LINES_PER_WARNING = 7;
  private static final int CLIENTS = 3;

  /** Answers that a life gives at most. */
  private static final int MAX_ANSWERS = 60;

  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final DateTimeFormatter SPARK =
      DateTimeFormatter.ofPattern("yy/MM/dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** What was told of an export: the operation's key and the link. */
  private record Told(String key, URI link) {}

  /** By retry token; {@link #asked} has also those whose answer never came. */
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Queue<AssertionError> failures = new ConcurrentLinkedQueue<>();
  private final Lives lives = new Lives();
  private final StringBuilder expected = new StringBuilder();

  void prepare() throws IOException {
    Path work = lives.directory().resolve("work");
    Path executor = Files.createDirectories(work.resolve("app-20261101000000-0000/0"));
    try (Writer log = Files.newBufferedWriter(executor.resolve("stderr"))) {
      for (int i = 0; i < LINES; i++) {
        Instant time = BEGIN.plusSeconds(i);
        boolean isWarning = i % LINES_PER_WARNING == 0;
        String text = "Main: this is what happened in second " + i + "\n";
        log.write(SPARK.format(time) + (isWarning ? " WARN " : " INFO ") + text);
        if (isWarning) {
          expected.append(time.toString().replace("Z", ".000Z"));
          expected.append(" WARN spark-executor-0 stderr [-] ").append(text);
        }
      }
    }
    lives.configure(AidpPlatform.prepare(lives.directory(), List.of(work), List.of()));
  }

  void clean() {
    lives.close();
  }

  /** Starts, is asked for exports and what became of them, and is killed at some point. */
  void liveAndDie(Random random) throws InterruptedException {
    URI base = lives.start();
    CountDownLatch answers = new CountDownLatch(1 + random.nextInt(MAX_ANSWERS));
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      long seed = random.nextLong();
      clients.add(Thread.startVirtualThread(() -> ask(base, new Random(seed), answers)));
    }
    boolean isDue = answers.await(Limits.LAB_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    lives.kill();
    for (Thread client : clients) {
      client.join();
    }
    assertThat(failures).isEmpty();
    assertThat(isDue).as("it answered until it was killed").isTrue();
  }

  /** Until the server is gone. */
  private void ask(URI base, Random random, CountDownLatch answers) {
    try {
      while (true) {
        if (told.isEmpty() || random.nextInt(4) == 0) {
          export(base, UUID.randomUUID().toString());
        } else {
          operation(base, told.values().stream().findAny().map(Told::key).orElse("none"));
        }
        answers.countDown();
      }
    } catch (UncheckedIOException killed) {
      // As it was meant to be.
    } catch (AssertionError wrong) {
      failures.add(wrong);
    }
  }

  private void export(URI base, String token) {
    asked.add(token);
    RawResponse answer = download(base, token);
    if (answer.status() == 429) {
      asked.remove(token);
    } else {
      told.put(token, accepted(answer));
    }
  }

  private static RawResponse download(URI base, String token) {
    return AidpPlatform.download(
        base,
        CLUSTER,
        "{\"timeBegin\":\"%s\",\"timeEnd\":\"2026-11-20T00:00:00Z\",\"logLevel\":\"WARN\",\"logContentTypeContains\":\"executor\"}"
            .formatted(BEGIN),
        "opc-retry-token: " + token);
  }

  private static Told accepted(RawResponse answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    return new Told(
        answer.headerOrEmpty("aidp-async-operation-key"),
        URI.create(answer.headerOrEmpty("datalake-cluster-log-par-url")));
  }

  private static RawResponse operation(URI base, String key) {
    return get(base, "/asyncOperations/" + key);
  }

  private static RawResponse get(URI base, String tail) {
    return new AdminClient(base).get(AidpPlatform.path(tail));
  }

  /** The last life: everything that was accepted ends, and is what it was said to be. */
  void liveAndTell() {
    assertThat(told).isNotEmpty();
    URI base = lives.start();
    for (Map.Entry<String, Told> one : told.entrySet()) {
      Told again = accepted(download(base, one.getKey()));
      assertThat(again.key()).isEqualTo(one.getValue().key());
      assertThat(again.link().getRawPath()).isEqualTo(one.getValue().link().getRawPath());
    }
    int succeeded = 0;
    for (Told one : told.values()) {
      succeeded += end(base, one) ? 1 : 0;
    }
    assertThat(succeeded).as("exports that were made after all").isPositive();
    assertNoneTwice(base);
    lives.stopAndCheck();
  }

  /** Waits for the end of an export; whether it succeeded. */
  private boolean end(URI base, Told one) {
    JsonNode operation =
        await("the end of " + one.key())
            .pollDelay(Duration.ZERO)
            .atMost(Limits.LAB_TIMEOUT)
            .until(
                () -> Json.parse(FabricSession.ok(operation(base, one.key())).text()),
                now -> !now.path("status").asString().equals("IN_PROGRESS"));
    URI link = base.resolve(one.link().getRawPath());
    if (operation.path("status").asString().equals("FAILED")) {
      assertThat(operation.path("errorMessage").asString("")).isNotEmpty();
      assertThat(AidpLink.get(link).status()).isEqualTo(404);
      return false;
    }
    assertThat(operation.path("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(AidpOracle.records(AidpLink.text(link)))
        .as("the file of %s", one.key())
        .isEqualTo(expected.toString());
    return true;
  }

  /** Every token has one operation at most, also where the answer was lost with the process. */
  private void assertNoneTwice(URI base) {
    RawResponse list = get(base, "/asyncOperations?resourceType=CLUSTER&limit=1000");
    Set<String> keys = new HashSet<>();
    Json.parse(FabricSession.ok(list).text())
        .path("items")
        .forEach(item -> keys.add(item.path("key").asString()));
    assertThat(keys)
        .containsAll(told.values().stream().map(Told::key).toList())
        .hasSizeLessThanOrEqualTo(asked.size());
  }
}
