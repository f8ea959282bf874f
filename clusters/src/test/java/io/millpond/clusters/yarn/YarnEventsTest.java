package io.millpond.clusters.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import io.millpond.clusters.Container;
import io.millpond.clusters.Container.Role;
import io.millpond.clusters.Fixtures;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.events.EventLogs;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real event logs and real directories together. */
class YarnEventsTest {
  private static final String NODE = "localhost:45454";

  @TempDir Path temp;
  private final SharedFiles files = SharedFiles.start();

  @AfterEach
  void close() {
    files.close();
  }

  private YarnCluster open(Path fixture) throws IOException {
    return YarnCluster.open(
        "hadoop",
        EventLogs.open(List.of(fixture.resolve("events")), files),
        new YarnCluster.Directories(
            List.of(fixture.resolve("logs")),
            List.of(fixture.resolve("remote")),
            List.of(),
            Optional.empty()),
        files);
  }

  @ParameterizedTest
  @CsvSource({"yarn-tfile,1795147326305", "yarn-ifile-rolling,1795146998957"})
  void inClusterModeTheDriverIsInAContainer(String archive, String clusterTime) throws Exception {
    try (YarnCluster cluster = open(Fixtures.unpack(archive, temp))) {
      String id = "application_" + clusterTime + "_0001";
      String container = "container_" + clusterTime + "_0001_01_00000";
      Application application = cluster.application(id).orElseThrow();
      assertThat(application.name()).isEqualTo("LabPi");
      assertThat(application.user()).isEqualTo("root");
      assertThat(application.attempts()).hasSize(1);
      assertThat(application.lastAttempt().start()).isPresent();
      assertThat(application.lastAttempt().end()).isPresent();
      assertThat(application.lastAttempt().containers())
          .containsExactly(
              new Container(container + "1", NODE, Role.DRIVER),
              new Container(container + "2", NODE, Role.EXECUTOR),
              new Container(container + "3", NODE, Role.EXECUTOR));
      assertThat(cluster.eventLogs(application, OptionalInt.of(1)))
          .extracting(StoredFile::name)
          .containsExactly(id + "_1");
    }
  }

  @ParameterizedTest
  @CsvSource({"yarn-tfile,1795147326305", "yarn-ifile-rolling,1795146998957"})
  void inClientModeItIsInNone(String archive, String clusterTime) throws Exception {
    try (YarnCluster cluster = open(Fixtures.unpack(archive, temp))) {
      String container = "container_" + clusterTime + "_0002_01_00000";
      Application application =
          cluster.application("application_" + clusterTime + "_0002").orElseThrow();
      assertThat(application.lastAttempt().driver()).isEmpty();
      assertThat(application.lastAttempt().containers())
          .containsExactly(
              new Container(container + "1", NODE, Role.OTHER),
              new Container(container + "2", NODE, Role.EXECUTOR),
              new Container(container + "3", NODE, Role.EXECUTOR));
    }
  }

  @Test
  void aListThatNothingHasChangedInIsNotMadeAgain() throws Exception {
    try (YarnCluster cluster = open(Fixtures.unpack("yarn-tfile", temp))) {
      assertThat(cluster.applications()).isSameAs(cluster.applications());
    }
  }

  @Test
  void applicationsAreListedNewestFirst() throws Exception {
    try (YarnCluster cluster = open(Fixtures.unpack("yarn-tfile", temp))) {
      assertThat(cluster.applications())
          .extracting(Application::id)
          .containsExactly("application_1795147326305_0002", "application_1795147326305_0001");
    }
  }
}
