package io.millpond.exports.standing;

import static io.millpond.exports.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.database.Database;
import io.millpond.exports.Accepted;
import io.millpond.exports.LinkAnswer;
import io.millpond.exports.Operation;
import io.millpond.exports.search.TestingLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However a process ends, the next one goes on. */
@Timeout(240)
final class RestartTest {
  @TempDir private Path folder;
  @TempDir private Path logFolder;
  private Path data;
  private TestingLogs logs;
  private TestingSources sources;
  private final TestingClock clock = new TestingClock();
  private Service service;

  @BeforeEach
  void start() throws IOException {
    data = folder.resolve("data");
    logs = new TestingLogs(logFolder);
    logs.add("spark-driver", "stderr", "a", "26/11/20 04:00:01 INFO A: one\n");
    sources = new TestingSources(logs.files());
    service = new Service(data, sources, clock);
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
    logs.close();
  }

  private void restart() {
    sources.gate.release(100);
    service = new Service(data, sources, clock);
    service.exports.openAhead();
  }

  @Test
  void whatWasNotMadeIsMade() throws Exception {
    sources.holdAll();
    List<Accepted> accepted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      accepted.add(service.accept(Requests.all("" + i)));
    }
    sources.gate.release(1);
    await().until(() -> service.files().size() == 1);
    sources.gate.release(10); // what is being made is given up as soon as it sees it
    service.kill();
    restart();
    for (Accepted each : accepted) {
      assertThat(Files.readString(service.file(each).file())).contains("A: one");
    }
    assertThat(service.operations()).hasSize(5);
    assertThat(service.files()).hasSize(5);
  }

  @Test
  void aStopLeavesOperationsInProgressAndNoParts() throws Exception {
    logs.lengthen("a");
    Accepted accepted = service.accept(Requests.ALL);
    await().until(() -> sources.asked.size() == 1);
    service.close();
    await().until(() -> service.files().isEmpty());
    logs.files().clear();
    restart();
    assertThat(service.ended(accepted).status()).isEqualTo(Operation.Status.SUCCEEDED);
  }

  @Test
  void whatIsOnRecordIsTheSameAfterwards() throws Exception {
    Accepted good = service.accept(Requests.ALL);
    service.file(good);
    sources.listable = false;
    Accepted bad = service.accept(Requests.all("\uD800 \u0000 ☃ '\""));
    service.ended(bad);
    List<Operation> before = service.operations();
    LinkAnswer answer = service.exports.open(good.link(), Service.LONG);
    service.close();
    restart();
    assertThat(service.operations()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(service.exports.open(good.link(), Service.LONG)).isEqualTo(answer);
  }

  @Test
  void afterAStartThatHasFailedTheNextOneSucceeds() throws Exception {
    Accepted accepted = service.accept(Requests.ALL);
    service.file(accepted);
    service.close();
    service = new Service(data, sources, clock);
    clock.fail(new StackOverflowError());
    assertThatThrownBy(() -> service.operations()).isInstanceOf(StackOverflowError.class);
    assertThat(service.file(accepted).length()).isPositive();
  }

  @Test
  void aClusterThatIsGoneFailsTheExport() throws Exception {
    sources.holdAll();
    Accepted accepted = service.accept(Requests.ALL);
    service.kill();
    sources.configured = false;
    restart();
    Operation operation = service.ended(accepted);
    assertThat(operation.status()).isEqualTo(Operation.Status.FAILED);
    assertThat(operation.errorCode()).contains("NotAuthorizedOrNotFound");
    assertThat(operation.errorMessage()).contains("The cluster is no longer configured.");
  }

  @Test
  void filesOfNoOperationAreRemovedAndOneThatWasNotOnRecordYetIsMadeAgain() throws Exception {
    sources.holdAll();
    Accepted published = service.accept(Requests.ALL);
    service.kill();
    Path exports = data.resolve("exports");
    Files.writeString(exports.resolve(published.operationKey() + ".export"), "of the life before");
    Files.writeString(exports.resolve(published.operationKey() + ".part"), "x");
    Files.writeString(exports.resolve("0123.part"), "x");
    Files.writeString(exports.resolve("0123.spill"), "x");
    Files.writeString(exports.resolve("0123.export"), "x");
    restart();
    assertThat(Files.readString(service.file(published).file())).startsWith("# Logs of");
    assertThat(service.files()).containsExactly(published.operationKey() + ".export");
  }

  @Test
  void aFileThatIsGoneIsNoObject() throws Exception {
    Accepted accepted = service.accept(Requests.ALL);
    Files.delete(service.file(accepted).file());
    service.close();
    restart();
    assertThat(service.exports.open(accepted.link(), Service.LONG))
        .isInstanceOf(LinkAnswer.NoObject.class);
    assertThat(service.operation(accepted).status()).isEqualTo(Operation.Status.SUCCEEDED);
  }

  @Test
  void filesAndLinksEndAndOperationsAreForgotten() throws Exception {
    Accepted accepted = service.accept(Requests.ALL);
    service.file(accepted);
    clock.move(Service.LINK_LIFETIME.minusMillis(1));
    service.exports.sweep();
    assertThat(service.file(accepted).length()).isPositive();
    clock.move(Duration.ofMillis(1));
    assertThat(service.exports.open(accepted.link(), Service.LONG))
        .isInstanceOf(LinkAnswer.Unknown.class);
    service.exports.sweep();
    assertThat(service.files()).isEmpty();
    clock.move(Duration.ofHours(22).minusMillis(1));
    service.exports.sweep();
    assertThat(service.operation(accepted).status()).isEqualTo(Operation.Status.SUCCEEDED);
    clock.move(Duration.ofMillis(1));
    service.exports.sweep();
    assertThat(service.operations()).isEmpty();
    service.close();
    restart();
    assertThat(service.operations()).isEmpty();
  }

  @Test
  void whatCannotBeRemovedKeepsNothingElse() throws Exception {
    Path stuck = service.file(service.accept(Requests.all("1"))).file();
    service.file(service.accept(Requests.all("2")));
    Files.delete(stuck);
    Files.createDirectories(stuck.resolve("not empty"));
    clock.move(Duration.ofHours(25));
    service.exports.sweep();
    assertThat(service.files()).containsExactly(stuck.getFileName().toString());
    assertThat(service.operations()).isEmpty();
    service.close();
    restart();
    assertThat(service.file(service.accept(Requests.ALL)).length()).isPositive();
  }

  @Test
  void theKeyIsTheOwnersAlone() throws Exception {
    service.accept(Requests.ALL);
    for (String name : List.of("exports.key", "exports.lock")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("exports"))))
        .isEqualTo("rwx------");
  }

  @Test
  void aDamagedKeyIsAClearErrorAndNotANewOne() throws Exception {
    service.accept(Requests.ALL);
    service.close();
    Files.writeString(data.resolve("exports.key"), "x");
    service = new Service(data, sources, clock);
    assertThatThrownBy(service::operations)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exports.key is damaged");
  }

  @Test
  void servicesThatShareADatabaseHaveTheirOwn() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    try (Service one = shared(url, "one");
        Service other = shared(url, "other")) {
      Accepted of = one.accept("oci:alice", Requests.ALL, Optional.of("t"));
      Accepted and = other.accept("oci:alice", Requests.ALL, Optional.of("t"));
      assertThat(of.operationKey()).isNotEqualTo(and.operationKey());
      assertThat(one.file(of).length()).isEqualTo(other.file(and).length());
      assertThat(other.exports.open(of.link(), Service.LONG))
          .isInstanceOf(LinkAnswer.Unknown.class);
      assertThat(one.operations()).hasSize(1);
    }
  }

  private Service shared(String url, String name) {
    return new Service(
        Database.at(url, Optional.empty(), Optional.empty()), folder.resolve(name), sources, clock);
  }

  @Test
  void aDirectoryIsOneProcessAlone() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    try (Service one = shared(url, "one");
        Service other = shared(url, "one")) {
      one.accept(Requests.ALL);
      assertThatThrownBy(other::operations).hasMessageContaining("another process");
    }
  }
}
