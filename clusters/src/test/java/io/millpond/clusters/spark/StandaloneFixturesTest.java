package io.millpond.clusters.spark;

import static io.millpond.clusters.spark.KnownEvents.ended;
import static io.millpond.clusters.spark.KnownEvents.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import io.millpond.clusters.Container;
import io.millpond.clusters.Fixtures;
import io.millpond.clusters.RunState;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
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

/** The directories of real clusters. */
final class StandaloneFixturesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T05:00:00Z");

  @TempDir Path temp;
  private SharedFiles files;

  @BeforeEach
  void start() {
    files = SharedFiles.start();
  }

  @AfterEach
  void stop() {
    files.close();
  }

  private SparkCluster cluster(KnownEvents events, List<Path> work, List<Path> consoles)
      throws IOException {
    return SparkCluster.open("spark", events, work, consoles, files, InstantSource.fixed(NOW));
  }

  @Test
  void clusterModeHasTheDriverTheEventLogNames() throws Exception {
    Path root = Fixtures.unpack("spark-standalone-4.2-cluster", temp);
    String id = "app-20261120040251-0000";
    KnownEvents events =
        new KnownEvents()
            .add(
                id,
                ended(
                    OptionalInt.of(0),
                    Optional.of(process("driver", "driverId=driver-20261120040245-0000")),
                    process("1", "appId=" + id + "&executorId=1"),
                    process("0", "appId=" + id + "&executorId=0")));
    try (SparkCluster cluster = cluster(events, List.of(root.resolve("work")), List.of())) {
      Application application = cluster.application(id).orElseThrow();
      assertThat(application.lastAttempt().state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(application.lastAttempt().containers())
          .containsExactly(
              new Container(id + "_0", "localhost:8081", Container.Role.EXECUTOR),
              new Container(id + "_1", "localhost:8081", Container.Role.EXECUTOR),
              new Container("driver-20261120040245-0000", "localhost:8081", Container.Role.DRIVER));
      assertThat(listed(cluster, application, "driver-20261120040245-0000"))
          .containsExactly("stderr 65787", "stdout 36165");
      assertThat(listed(cluster, application, id + "_0"))
          .containsExactly("stderr 14260", "stdout 279");
      assertThat(listed(cluster, application, id + "_1"))
          .containsExactly("stderr 14909", "stdout 496");
      Container driver = application.lastAttempt().driver().orElseThrow();
      StoredFile stderr = cluster.file(application, driver, "stderr").orElseThrow();
      assertThat(Stored.bytes(stderr))
          .isEqualTo(Files.readAllBytes(root.resolve("work/driver-20261120040245-0000/stderr")));
      assertThat(cluster.file(application, driver, "labpi.jar")).isEmpty();
    }
  }

  private static List<String> listed(
      SparkCluster cluster, Application application, String containerId) throws IOException {
    Container container = application.lastAttempt().container(containerId).orElseThrow();
    return cluster.files(application, container).stream()
        .map(file -> file.name() + " " + file.length())
        .toList();
  }
}
