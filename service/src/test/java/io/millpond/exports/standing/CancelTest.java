package io.millpond.exports.standing;

import static io.millpond.exports.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.exports.Accepted;
import io.millpond.exports.LinkAnswer;
import io.millpond.exports.Operation;
import io.millpond.exports.search.TestingLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class CancelTest {
  @TempDir private Path data;
  @TempDir private Path logFolder;
  private TestingLogs logs;
  private TestingSources sources;
  private Service service;

  @BeforeEach
  void start() throws IOException {
    logs = new TestingLogs(logFolder);
    sources = new TestingSources(logs.files());
    service = new Service(data, sources, new TestingClock());
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
    logs.close();
  }

  @Test
  void oneThatWaitsIsNeverBegun() throws Exception {
    sources.holdAll();
    List<Accepted> begun = new ArrayList<>();
    begun.add(service.accept(Requests.all("1")));
    begun.add(service.accept(Requests.all("2")));
    await().until(() -> sources.asked.size() == 2);
    Accepted waiting = service.accept(Requests.all("3"));
    Operation canceled = service.cancel(waiting);
    assertThat(canceled.status()).isEqualTo(Operation.Status.CANCELED);
    assertThat(canceled.timeFinished()).isPresent();
    assertThat(service.cancel(waiting)).isEqualTo(canceled);
    assertThat(service.exports.open(waiting.link(), Service.LONG))
        .isInstanceOf(LinkAnswer.NoObject.class);
    sources.gate.release(10);
    for (Accepted each : begun) {
      service.file(each);
    }
    assertThat(service.file(service.accept(Requests.all("4"))).length()).isPositive();
    assertThat(sources.asked).containsExactlyInAnyOrder("1", "2", "4");
  }

  @Test
  void oneThatIsSearchedStopsAndLeavesNothing() throws Exception {
    logs.add("spark-driver", "stderr", "a", "26/11/20 04:00:01 INFO A: one\n");
    logs.lengthen("a");
    Accepted accepted = service.accept(Requests.ALL);
    await().until(() -> service.operation(accepted).statusDetails().equals("searching"));
    await().until(() -> !sources.asked.isEmpty());
    assertThat(service.cancel(accepted).status()).isEqualTo(Operation.Status.CANCELED);
    await().until(() -> service.files().isEmpty());
    logs.files().clear();
    sources.asked.clear();
    // Its place is free.
    assertThat(service.file(service.accept(Requests.all("2"))).length()).isPositive();
    assertThat(service.files()).hasSize(1);
  }

  @Test
  void oneWhoseLogsCannotBeListedGivesItsPlaceUpAtOnce() throws Exception {
    // As many as are made at once, and nothing lets them go on.
    sources.holdAll();
    List<Accepted> stuck =
        List.of(service.accept(Requests.all("1")), service.accept(Requests.all("2")));
    await().until(() -> sources.asked.size() == 2);
    for (Accepted each : stuck) {
      assertThat(service.cancel(each).status()).isEqualTo(Operation.Status.CANCELED);
    }
    Accepted next = service.accept(Requests.all("3"));
    await().until(() -> sources.gate.getQueueLength() == 3);
    assertThat(sources.asked).contains("3");
    sources.gate.release(3);
    assertThat(service.file(next).length()).isPositive();
  }

  @Test
  void whatHasEndedStaysAsItIs() throws Exception {
    Accepted accepted = service.accept(Requests.ALL);
    service.file(accepted);
    assertThatThrownBy(() -> service.cancel(accepted)).hasMessage("ENDED");
    assertThat(service.file(accepted).length()).isPositive();
  }

  @Test
  void nobodyElseMay() throws Exception {
    sources.holdAll();
    String key = service.accept(Requests.ALL).operationKey();
    String platform = TestingSources.ETL.platform();
    assertThatThrownBy(() -> service.exports.cancel("oci:bob", platform, key))
        .hasMessage("UNKNOWN_OPERATION");
    assertThatThrownBy(() -> service.exports.cancel("oci:alice", "another", key))
        .hasMessage("UNKNOWN_OPERATION");
    assertThatThrownBy(() -> service.exports.cancel("oci:alice", platform, "x"))
        .hasMessage("UNKNOWN_OPERATION");
    sources.gate.release(10);
  }
}
