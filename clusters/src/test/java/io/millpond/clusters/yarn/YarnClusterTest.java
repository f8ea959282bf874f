package io.millpond.clusters.yarn;

import static io.millpond.clusters.yarn.Aggregates.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.Container.Role;
import io.millpond.clusters.RunState;
import io.millpond.clusters.events.LoggedProcess;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What event logs and directories come to. */
class YarnClusterTest {
  private static final String CONTAINER = "container_1700000000000_0042_0";

  @TempDir Path temp;
  private final FakeHistory history = new FakeHistory();
  private final SharedFiles files = SharedFiles.start();
  private Path local;
  private Path drivers;
  private Instant now = FakeHistory.WRITTEN.plusSeconds(3600);

  @BeforeEach
  void directories() throws IOException {
    local = Files.createDirectories(temp.resolve("local"));
    drivers = Files.createDirectories(temp.resolve("drivers"));
  }

  @AfterEach
  void close() {
    files.close();
  }

  private YarnCluster open() throws IOException {
    InstantSource clock = () -> now;
    return YarnCluster.open(
        "yarn",
        history,
        new YarnCluster.Directories(List.of(local), List.of(), List.of(drivers), Optional.empty()),
        files,
        clock);
  }

  private Application application() throws IOException {
    try (YarnCluster cluster = open()) {
      return cluster.application(APPLICATION).orElseThrow();
    }
  }

  private void container(String id) throws IOException {
    Files.createDirectories(local.resolve(APPLICATION).resolve(id));
  }

  private static LoggedProcess in(String attemptAndSequence) {
    return FakeHistory.in("1", CONTAINER + attemptAndSequence);
  }

  @Test
  void anAttemptThatLeftNoEventLogIsKnownByItsContainers() throws IOException {
    history.add(
        APPLICATION,
        FakeHistory.ended(2, OptionalInt.of(0), Optional.of(in("2_000001")), in("2_000002")));
    container(CONTAINER + "1_000001");
    container("container_e17_1700000000000_0042_01_000002");
    container(CONTAINER + "2_000003");
    container("container_1700000000000_0043_01_000001");
    container("stray");
    Application application = application();
    assertThat(application.attempts()).extracting(Attempt::number).containsExactly(1, 2);
    assertThat(application.attempt(1).orElseThrow().state()).isEqualTo(RunState.FAILED);
    assertThat(application.attempt(1).orElseThrow().containers())
        .extracting(Container::role)
        .containsExactly(Role.OTHER, Role.OTHER);
    assertThat(application.lastAttempt().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(application.lastAttempt().containers())
        .extracting(Container::role)
        .containsExactly(Role.DRIVER, Role.EXECUTOR, Role.OTHER);
    assertThat(application.name()).isEqualTo("LabPi");
    assertThat(application.properties()).containsEntry("spark.millpond.itemId", "x");
  }

  @Test
  void thisNodesContainersRanWhereOneOfThemIsKnownToHaveRun() throws IOException {
    history.add(
        APPLICATION, FakeHistory.ended(1, OptionalInt.empty(), Optional.of(in("1_000001"))));
    container(CONTAINER + "1_000001");
    container(CONTAINER + "1_000009");
    assertThat(application().lastAttempt().containers())
        .extracting(Container::nodeId)
        .containsExactly("localhost:45454", "localhost:45454");
  }

  @Test
  void aClientHasOneAttemptHoweverOftenItsApplicationMasterWasStarted() throws IOException {
    history.add(
        APPLICATION,
        FakeHistory.ended(1, OptionalInt.of(1), Optional.empty(), in("1_000002"), in("2_000002")));
    container(CONTAINER + "1_000001");
    container(CONTAINER + "2_000001");
    Files.createDirectories(drivers.resolve(APPLICATION));
    Application application = application();
    assertThat(application.attempts()).hasSize(1);
    assertThat(application.lastAttempt().state()).isEqualTo(RunState.FAILED);
    assertThat(application.lastAttempt().driver())
        .contains(new Container("driver", "", Role.DRIVER));
    assertThat(application.lastAttempt().containers())
        .filteredOn(container -> container.role() == Role.OTHER)
        .hasSize(2);
  }

  @Test
  void theHostOfAClientsDriverIsItsNodeWhereTheEventLogTells() throws IOException {
    LoggedProcess driver = new LoggedProcess("driver", "gateway", Map.of(), Map.of());
    history.add(APPLICATION, FakeHistory.running(1, Optional.of(driver)));
    Files.createDirectories(drivers.resolve(APPLICATION));
    assertThat(application().lastAttempt().driver())
        .contains(new Container("driver", "gateway", Role.DRIVER));
  }

  @Test
  void runsUntilItHasBeenSilentForAnHour() throws IOException {
    history.add(APPLICATION, FakeHistory.running(1, Optional.of(in("1_000001"))));
    assertThat(application().lastAttempt().state()).isEqualTo(RunState.RUNNING);
    now = now.plusMillis(1);
    assertThat(application().lastAttempt().state()).isEqualTo(RunState.UNKNOWN);
  }

  @Test
  void anEventLogCannotClaimAnotherApplicationsContainer() throws IOException {
    String foreign = "container_1700000000000_0043_01_000001";
    history.add(
        APPLICATION,
        FakeHistory.ended(
            1,
            OptionalInt.empty(),
            Optional.of(FakeHistory.in("driver", foreign)),
            FakeHistory.in("1", "../" + foreign)));
    Files.createDirectories(local.resolve("application_1700000000000_0043/" + foreign));
    try (YarnCluster cluster = open()) {
      Application application = cluster.application(APPLICATION).orElseThrow();
      assertThat(application.lastAttempt().containers()).isEmpty();
      Container claimed = new Container(foreign, "", Role.DRIVER);
      assertThat(cluster.files(application, claimed)).isEmpty();
      assertThat(cluster.file(application, claimed, "stderr")).isEmpty();
    }
  }

  @Test
  void applicationsOfOtherClustersAreNotClaimed() throws IOException {
    history.add("app-20261120033131-0000", FakeHistory.running(1, Optional.empty()));
    history.add(APPLICATION, FakeHistory.running(1, Optional.empty()));
    Files.createDirectories(local.resolve("app-20261120033131-0000"));
    try (YarnCluster cluster = open()) {
      assertThat(cluster.applications()).extracting(Application::id).containsExactly(APPLICATION);
      for (String id : List.of("app-20261120033131-0000", "", "..", "application_1_00x", "none")) {
        assertThat(cluster.application(id)).isEmpty();
      }
    }
  }
}
