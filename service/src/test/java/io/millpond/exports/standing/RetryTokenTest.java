package io.millpond.exports.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.exports.Accepted;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.ExportRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A request that is sent again is one export. */
@Timeout(240)
final class RetryTokenTest {
  private static final Optional<String> TOKEN = Optional.of("t-1");

  @TempDir private Path data;
  private final TestingClock clock = new TestingClock();
  private final TestingSources sources = new TestingSources(List.of());
  private Service service;

  @BeforeEach
  void start() {
    service = new Service(data, sources, clock);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void theSameRequestIsAcceptedOnce() throws Exception {
    Accepted first = service.accept("oci:alice", Requests.ALL, TOKEN);
    assertThat(service.accept("oci:alice", Requests.ALL, TOKEN)).isEqualTo(first);
    service.file(first);
    assertThat(service.accept("oci:alice", Requests.ALL, TOKEN)).isEqualTo(first);
    assertThat(service.operations()).hasSize(1);
  }

  @Test
  void anotherRequestIsRefusedAndLeavesNothing() throws Exception {
    service.accept("oci:alice", Requests.ALL, TOKEN);
    assertThatThrownBy(() -> service.accept("oci:alice", Requests.all("other"), TOKEN))
        .hasMessage("RETRY_TOKEN_OF_ANOTHER");
    assertThat(service.operations()).hasSize(1);
  }

  @Test
  void aTokenIsOneCallersForOneCluster() throws Exception {
    service.accept("oci:alice", Requests.ALL, TOKEN);
    service.accept("oci:bob", Requests.all("other"), TOKEN);
    ClusterRef another = new ClusterRef("ocid1.aidataplatform.x", "ws1", "etl2");
    service.exports.accept(
        Service.creator("oci:alice"), another, "ETL2", Requests.all("third"), TOKEN);
    assertThat(service.operations()).hasSize(3);
  }

  @Test
  void manyAtOnceAreOne() throws Exception {
    List<Callable<Accepted>> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clients.add(() -> service.accept("oci:alice", Requests.ALL, TOKEN));
    }
    Set<Accepted> accepted = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      for (Future<Accepted> answer : threads.invokeAll(clients)) {
        accepted.add(answer.get());
      }
    }
    assertThat(accepted).hasSize(1);
    assertThat(service.operations()).hasSize(1);
  }

  @Test
  void aRestartForgetsNoToken() throws Exception {
    Accepted first = service.accept("oci:alice", Requests.ALL, TOKEN);
    service.kill();
    start();
    assertThat(service.accept("oci:alice", Requests.ALL, TOKEN)).isEqualTo(first);
    assertThatThrownBy(() -> service.accept("oci:alice", Requests.all("other"), TOKEN))
        .hasMessage("RETRY_TOKEN_OF_ANOTHER");
    assertThat(service.file(first).length()).isPositive();
  }

  @Test
  void afterADayATokenStandsForNothing() throws Exception {
    Accepted first = service.accept("oci:alice", Requests.ALL, TOKEN);
    service.file(first);
    clock.move(Duration.ofHours(24).minusMillis(1));
    assertThat(service.accept("oci:alice", Requests.ALL, TOKEN)).isEqualTo(first);
    clock.move(Duration.ofMillis(1));
    Accepted second = service.accept("oci:alice", Requests.all("other"), TOKEN);
    assertThat(second).isNotEqualTo(first);
    service.kill();
    start();
    assertThat(service.accept("oci:alice", Requests.all("other"), TOKEN)).isEqualTo(second);
  }

  /**
   * Those that come while the disk writes are taken together; each token is one export then, too.
   */
  @Test
  void manyAtOnceAreEachAnsweredAsIfTheyHadComeAlone() throws Exception {
    List<Future<Accepted>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 60; i++) {
        Optional<String> token = Optional.of("t-" + i % 20);
        ExportRequest request = i < 40 ? Requests.ALL : Requests.all("other");
        answers.add(threads.submit(() -> service.accept("oci:alice", request, token)));
      }
    }
    Map<Integer, Set<String>> keys = new HashMap<>();
    int refused = 0;
    for (int i = 0; i < answers.size(); i++) {
      try {
        keys.computeIfAbsent(i % 20, any -> new HashSet<>())
            .add(answers.get(i).get().operationKey());
      } catch (ExecutionException e) {
        assertThat(e.getCause()).hasMessage("RETRY_TOKEN_OF_ANOTHER");
        refused++;
      }
    }
    assertThat(keys.values()).hasSize(20).allMatch(same -> same.size() == 1);
    // Whichever of the two requests of a token came first, the other one's senders are refused.
    assertThat(refused).isBetween(20, 40);
    assertThat(service.operations()).hasSize(20);
  }
}
