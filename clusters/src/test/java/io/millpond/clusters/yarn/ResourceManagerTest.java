package io.millpond.clusters.yarn;

import static io.millpond.clusters.yarn.Aggregates.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.Container.Role;
import io.millpond.clusters.RunState;
import io.millpond.clusters.StandInService;
import io.millpond.clusters.events.LoggedProcess;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What event logs, directories and a resource manager come to. */
class ResourceManagerTest {
  private static final String CONTAINER = "container_1700000000000_0042_0";
  private static final String LIST =
      "/ws/v1/cluster/apps?applicationTypes=SPARK&deSelects=resourceRequests";
  private static final String ATTEMPTS = "/ws/v1/cluster/apps/" + APPLICATION + "/appattempts";
  private static final Instant NOW = FakeHistory.WRITTEN.plusSeconds(3600);

  @TempDir Path temp;
  private final FakeHistory history = new FakeHistory();
  private final SharedFiles files = SharedFiles.start();
  private StandInService service;

  @BeforeEach
  void start() throws IOException {
    service = new StandInService();
  }

  @AfterEach
  void close() {
    service.close();
    files.close();
  }

  private YarnCluster open() throws IOException {
    return open(service.url());
  }

  private YarnCluster open(URI manager) throws IOException {
    Path local = Files.createDirectories(temp.resolve("local"));
    return YarnCluster.open(
        "yarn",
        history,
        new YarnCluster.Directories(List.of(local), List.of(), List.of(), Optional.empty()),
        Optional.of(new ResourceManager(StandInService.asked(manager))),
        files,
        InstantSource.fixed(NOW));
  }

  private Application application() throws IOException {
    try (YarnCluster cluster = open()) {
      return cluster.application(APPLICATION).orElseThrow();
    }
  }

  private static LoggedProcess in(String attemptAndSequence) {
    return FakeHistory.in("1", CONTAINER + attemptAndSequence);
  }

  private void lists(String state, String finalStatus, String newest, String more) {
    service.with(
        LIST,
        """
        {"apps":{"app":[{"id":"%s","user":"ann","name":"Sales","applicationType":"SPARK",
          "state":"%s","finalStatus":"%s","startedTime":1700000000000,
          "amContainerLogs":"http://nm:8042/node/containerlogs/%s/ann",
          "masterNodeId":"nm:45454"%s}]}}
        """
            .formatted(APPLICATION, state, finalStatus, CONTAINER + newest, more));
  }

  private void hadAttempt(String number, String container, String state) {
    service.with(
        ATTEMPTS,
        """
        {"appAttempts":{"appAttempt":[{"id":%s,"containerId":"%s","nodeId":"other:45454",
          "appAttemptState":"%s","startTime":1700000000001,"finishedTime":1700000000002}]}}
        """
            .formatted(number, container, state));
  }

  @Test
  void anAttemptThatDiedEarlyHadItsDriverInItsMaster() throws IOException {
    history.add(
        APPLICATION,
        FakeHistory.ended(2, OptionalInt.of(0), Optional.of(in("2_000001")), in("2_000002")));
    lists("FINISHED", "SUCCEEDED", "2_000001", "");
    hadAttempt("1", CONTAINER + "1_000007", "FAILED");
    Application application = application();
    assertThat(application.attempts()).extracting(Attempt::number).containsExactly(1, 2);
    Attempt first = application.attempts().getFirst();
    assertThat(first.state()).isEqualTo(RunState.FAILED);
    assertThat(first.driver())
        .contains(new Container(CONTAINER + "1_000007", "other:45454", Role.DRIVER));
    assertThat(first.start()).contains(Instant.ofEpochMilli(1700000000001L));
    assertThat(first.end()).contains(Instant.ofEpochMilli(1700000000002L));
    assertThat(application.lastAttempt().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(application.lastAttempt().driver().orElseThrow().id())
        .isEqualTo(CONTAINER + "2_000001");
  }

  @Test
  void itsLogIsRead() throws IOException {
    lists("FAILED", "FAILED", "2_000001", ",\"diagnostics\":\"exited with  exitCode: 15\"");
    hadAttempt("1", CONTAINER + "1_000001", "FAILED");
    Path directory = temp.resolve("local").resolve(APPLICATION).resolve(CONTAINER + "1_000001");
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("stderr"), "no such class");
    try (YarnCluster cluster = open()) {
      Application application = cluster.application(APPLICATION).orElseThrow();
      Container driver = application.attempts().getFirst().driver().orElseThrow();
      assertThat(cluster.file(application, driver, "stderr").orElseThrow().length()).isEqualTo(13);
    }
  }

  @Test
  void whoseDriverItWasIsNotGuessed() throws IOException {
    lists("FAILED", "FAILED", "1_000001", ",\"diagnostics\":\"exited with  exitCode: 1\"");
    Attempt attempt = application().lastAttempt();
    assertThat(attempt.state()).isEqualTo(RunState.FAILED);
    assertThat(attempt.driver()).isEmpty();
    assertThat(attempt.containers())
        .containsExactly(new Container(CONTAINER + "1_000001", "nm:45454", Role.OTHER));
  }

  @Test
  void theMasterOfAClientIsNobodysDriverWhateverIsToldOfIt() throws IOException {
    history.add(APPLICATION, FakeHistory.running(1, Optional.empty()));
    lists("RUNNING", "UNDEFINED", "2_000001", ",\"amRPCAddress\":\"nm:45367\"");
    hadAttempt("1", CONTAINER + "1_000001", "FAILED");
    Application application = application();
    assertThat(application.attempts()).hasSize(1);
    assertThat(application.lastAttempt().driver()).isEmpty();
    assertThat(application.lastAttempt().containers())
        .extracting(Container::id)
        .containsExactly(CONTAINER + "1_000001", CONTAINER + "2_000001");
    assertThat(application.lastAttempt().state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void whoWasKilledIsKilledThoughItsLogSaysThatAllWentWell() throws IOException {
    history.add(APPLICATION, FakeHistory.ended(1, OptionalInt.of(0), Optional.of(in("1_000001"))));
    lists("KILLED", "KILLED", "1_000001", "");
    assertThat(application().lastAttempt().state()).isEqualTo(RunState.KILLED);
    try (YarnCluster cluster = open()) {
      assertThat(cluster.applications().getFirst().lastAttempt().state())
          .isEqualTo(RunState.KILLED);
    }
  }

  @Test
  void whatWaitsIsListedBeforeItHasLeftAnything() throws IOException {
    service.with(
        LIST,
        "{\"apps\":{\"app\":[{\"id\":\"%s\",\"user\":\"ann\",\"name\":\"Sales\",\"state\":\"ACCEPTED\"}]}}"
            .formatted(APPLICATION));
    Application expected = application();
    assertThat(expected.name()).isEqualTo("Sales");
    assertThat(expected.user()).isEqualTo("ann");
    assertThat(expected.attempts())
        .containsExactly(
            new Attempt(1, RunState.WAITING, Optional.empty(), Optional.empty(), List.of()));
    try (YarnCluster cluster = open()) {
      assertThat(cluster.applications()).containsExactly(expected);
    }
  }

  @Test
  void theNewestOfAllIsListedFirst() throws IOException {
    history.add("application_1700000000000_0040", FakeHistory.running(1, Optional.empty()));
    lists("RUNNING", "UNDEFINED", "1_000001", "");
    try (YarnCluster cluster = open()) {
      assertThat(cluster.applications())
          .extracting(Application::id)
          .containsExactly("application_1700000000000_0040", APPLICATION);
    }
  }

  @Test
  void anAttemptThatWasKilledOrRanOnIsNoSuccess() throws IOException {
    history.add(
        APPLICATION,
        FakeHistory.ended(1, OptionalInt.of(0), Optional.of(in("1_000001"))),
        FakeHistory.running(2, Optional.of(in("2_000001"))));
    lists("RUNNING", "UNDEFINED", "2_000001", "");
    hadAttempt("1", CONTAINER + "1_000001", "KILLED");
    Application application = application();
    assertThat(application.attempts())
        .extracting(Attempt::state)
        .containsExactly(RunState.KILLED, RunState.RUNNING);
  }

  @Test
  void whatWasToldBeforeAnAttemptBeganIsNotOfIt() throws IOException {
    history.add(
        APPLICATION,
        FakeHistory.running(1, Optional.of(in("1_000001"))),
        FakeHistory.ended(2, OptionalInt.of(0), Optional.of(in("2_000001"))));
    lists("FAILED", "FAILED", "1_000001", "");
    assertThat(application().lastAttempt().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aForeignContainerIsNeitherListedNorRead() throws IOException {
    String foreign = "container_1700000000000_0043_01_000001";
    lists("RUNNING", "UNDEFINED", "2_000001", ",\"amRPCAddress\":\"nm:45367\"");
    hadAttempt("1", foreign, "FAILED");
    Files.createDirectories(temp.resolve("local/application_1700000000000_0043/" + foreign));
    try (YarnCluster cluster = open()) {
      Application application = cluster.application(APPLICATION).orElseThrow();
      assertThat(application.attempts().getFirst().containers()).isEmpty();
      Container claimed = new Container(foreign, "", Role.DRIVER);
      assertThat(cluster.files(application, claimed)).isEmpty();
    }
  }

  @Test
  void attemptsAreAskedForOnceAndOnlyWhereThereWereSeveral() throws IOException {
    lists("RUNNING", "UNDEFINED", "2_000001", "");
    hadAttempt("1", CONTAINER + "1_000001", "FAILED");
    try (ResourceManager manager = new ResourceManager(service.asked())) {
      for (int i = 0; i < 3; i++) {
        assertThat(manager.application(APPLICATION).orElseThrow().attempts()).hasSize(2);
      }
    }
    assertThat(service.requests()).containsExactly(LIST, ATTEMPTS);
    lists("RUNNING", "UNDEFINED", "1_000001", "");
    assertThat(application().attempts()).hasSize(1);
    assertThat(service.requests()).containsExactly(LIST, ATTEMPTS, LIST);
  }

  @Test
  void attemptsThatCannotBeHadAreMissingAndNoMore() throws IOException {
    lists("RUNNING", "UNDEFINED", "2_000001", "");
    assertThat(application().attempts()).extracting(Attempt::number).containsExactly(2);
  }

  @Test
  void withoutAnAnswerAllIsAsItWasWithoutAResourceManager() throws IOException {
    history.add(APPLICATION, FakeHistory.ended(1, OptionalInt.of(0), Optional.of(in("1_000001"))));
    try (YarnCluster cluster = open()) {
      assertThat(cluster.application(APPLICATION).orElseThrow().lastAttempt().state())
          .isEqualTo(RunState.SUCCEEDED);
      assertThat(cluster.applications()).hasSize(1);
    }
    assertThat(service.requests()).containsExactly(LIST);
    URI nobody = service.url();
    service.close();
    try (YarnCluster cluster = open(nobody)) {
      assertThat(cluster.application(APPLICATION)).isPresent();
    }
  }
}
