package io.millpond.clusters.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.Fixtures;
import io.millpond.clusters.LogsText;
import io.millpond.clusters.RunState;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.events.EventLogs;
import io.millpond.logs.Content;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directories and event logs of real clusters. */
final class StandaloneFixturesTest {
  private static final String WORKER = "localhost:8081";

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

  private SparkCluster open(Path run) throws IOException {
    List<Path> consoles = List.of(Files.createDirectories(temp.resolve("consoles")));
    EventLogs events = EventLogs.open(List.of(run.resolve("events")), files);
    return SparkCluster.open("spark", events, List.of(run.resolve("work")), consoles, files);
  }

  /** Puts the console of a run where a launcher would keep it. */
  private void keepConsole(Path run, String id) throws IOException {
    Path directory = Files.createDirectories(temp.resolve("consoles").resolve(id));
    Files.copy(run.resolve("client/stdout"), directory.resolve("stdout"));
    Files.copy(run.resolve("client/stderr"), directory.resolve("stderr"));
  }

  @Test
  void clusterModeHasTheDriverTheEventLogNames() throws Exception {
    Path run = Fixtures.unpack("spark-standalone-4.2-cluster", temp);
    String id = "app-20261120040251-0000";
    String driverId = "driver-20261120040245-0000";
    try (SparkCluster cluster = open(run)) {
      Application application = cluster.application(id).orElseThrow();
      assertThat(application.name()).isEqualTo("LabPi");
      assertThat(application.user()).isEqualTo("root");
      Attempt attempt = application.lastAttempt();
      assertThat(attempt.state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(attempt.start()).contains(Instant.ofEpochMilli(1795147370663L));
      assertThat(attempt.end()).contains(Instant.ofEpochMilli(1795147386426L));
      assertThat(attempt.containers())
          .containsExactly(
              new Container(id + "_0", WORKER, Container.Role.EXECUTOR),
              new Container(id + "_1", WORKER, Container.Role.EXECUTOR),
              new Container(driverId, WORKER, Container.Role.DRIVER));
      assertThat(listed(cluster, application, driverId))
          .containsExactly("stderr 65787", "stdout 36165");
      assertThat(listed(cluster, application, id + "_0"))
          .containsExactly("stderr 14260", "stdout 279");
      assertThat(listed(cluster, application, id + "_1"))
          .containsExactly("stderr 14909", "stdout 496");
      Container driver = attempt.driver().orElseThrow();
      StoredFile stderr = cluster.file(application, driver, "stderr").orElseThrow();
      assertThat(Stored.bytes(stderr))
          .isEqualTo(Files.readAllBytes(run.resolve("work/" + driverId + "/stderr")));
      assertThat(cluster.eventLogs(application, OptionalInt.empty())).isNotEmpty();
      assertThat(cluster.applications()).extracting(Application::id).containsExactly(id);
    }
  }

  @Test
  void clientModeHasTheConsoleWhereItWasKept() throws Exception {
    Path run = Fixtures.unpack("spark-standalone-3.5-client", temp);
    String id = "app-20261120040213-0000";
    try (SparkCluster cluster = open(run)) {
      Application without = cluster.application(id).orElseThrow();
      assertThat(without.lastAttempt().driver()).isEmpty();
      assertThat(without.lastAttempt().state()).isEqualTo(RunState.UNKNOWN); // Says no exit code.
      keepConsole(run, id);
      Application application = cluster.application(id).orElseThrow();
      assertThat(application.lastAttempt().driver())
          .contains(new Container("driver", "", Container.Role.DRIVER));
      assertThat(listed(cluster, application, "driver"))
          .containsExactly("stderr 23730", "stdout 148");
      assertThat(listed(cluster, application, id + "_0"))
          .containsExactly("stderr 13658", "stdout 341");
      assertThat(listed(cluster, application, id + "_1"))
          .containsExactly("stderr 12768", "stdout 434");
    }
  }

  @Test
  void structuredLogsAreFoundInBothModes() throws Exception {
    Path both = Fixtures.unpack("spark-standalone-4.2-structured", temp);
    Path client = both.resolve("client-structured");
    String clientId = "app-20261120040326-0000";
    try (SparkCluster cluster = open(client)) {
      keepConsole(client, clientId);
      Application application = cluster.application(clientId).orElseThrow();
      assertThat(listed(cluster, application, "driver"))
          .containsExactly("stderr 49543", "stdout 146");
      assertThat(listed(cluster, application, clientId + "_1"))
          .containsExactly("stderr 30079", "stdout 465");
    }
    try (SparkCluster cluster = open(both.resolve("cluster-json-layout"))) {
      Application application = cluster.application("app-20261120040400-0000").orElseThrow();
      Container driver = application.lastAttempt().driver().orElseThrow();
      assertThat(driver.id()).isEqualTo("driver-20261120040353-0000");
      assertThat(listed(cluster, application, driver.id()))
          .containsExactly("stderr 49470", "stdout 147");
      assertThat(listed(cluster, application, application.id() + "_0"))
          .containsExactly("stderr 20942", "stdout 341");
    }
  }

  @Test
  void rolledSegmentsAreOneByteSpace() throws Exception {
    Path run = Fixtures.unpack("spark-standalone-4.2-rolling-size", temp);
    String id = "app-20261120040425-0000";
    try (SparkCluster cluster = open(run)) {
      Application application = cluster.application(id).orElseThrow();
      assertThat(listed(cluster, application, id + "_0"))
          .containsExactly(
              "stderr 369275",
              "stderr--2026-11-20--04-04-44--0280.gz 5097",
              "stderr--2026-11-20--04-04-46--0874.gz 5096",
              "stderr--2026-11-20--04-04-48--0976.gz 4904",
              "stderr--2026-11-20--04-04-50--0962.gz 4735",
              "stderr-active 41937",
              "stdout 38256");
      for (String executor : List.of("0", "1")) {
        Container container =
            application.lastAttempt().container(id + "_" + executor).orElseThrow();
        StoredFile whole = cluster.file(application, container, "stderr").orElseThrow();
        byte[] expected = zcat(run.resolve("work/" + id + "/" + executor));
        assertThat(whole.length()).isEqualTo(expected.length);
        assertThat(Stored.bytes(whole)).isEqualTo(expected);
        assertThat(whole.lastModified())
            .isEqualTo(
                Files.getLastModifiedTime(run.resolve("work/" + id + "/" + executor + "/stderr"))
                    .toInstant());
        try (Content content = whole.open()) {
          for (int offset = 0; offset <= expected.length; offset += 40_961) {
            assertThat(Stored.bytes(content, offset))
                .isEqualTo(Arrays.copyOfRange(expected, offset, expected.length));
          }
        }
      }
      Optional<StoredFile> segment =
          cluster.file(
              application,
              application.lastAttempt().container(id + "_0").orElseThrow(),
              "stderr--2026-11-20--04-04-46--0874.gz");
      assertThat(Stored.bytes(segment.orElseThrow())).startsWith(0x1f, 0x8b).hasSize(5096);
    }
  }

  @Test
  void everyByteOfEveryLogIsThereOnce() throws Exception {
    int streams = 0;
    for (String name :
        List.of(
            "spark-standalone-3.5-client",
            "spark-standalone-4.2-cluster",
            "spark-standalone-4.2-rolling-size")) {
      Path run = Fixtures.unpack(name, temp);
      try (SparkCluster cluster = open(run)) {
        Application application =
            cluster.application(cluster.applications().getFirst().id()).orElseThrow();
        keepConsole(run, application.id());
        application = cluster.application(application.id()).orElseThrow();
        for (Container container : application.lastAttempt().containers()) {
          Map<String, byte[]> texts = LogsText.of(cluster.logs(application, container));
          assertThat(texts).containsOnlyKeys("stderr", "stdout");
          for (Map.Entry<String, byte[]> text : texts.entrySet()) {
            StoredFile whole = cluster.file(application, container, text.getKey()).orElseThrow();
            assertThat(text.getValue()).isEqualTo(Stored.bytes(whole));
            streams++;
          }
        }
      }
    }
    assertThat(streams).isEqualTo(18);
  }

  @Test
  void executorsAreKnownByTheirDirectories() throws Exception {
    Path run = Fixtures.unpack("spark-standalone-4.2-cluster", temp);
    try (SparkCluster cluster = open(run)) {
      String id = "app-20261120040251-0000";
      assertThat(cluster.executors(cluster.application(id).orElseThrow()))
          .isEqualTo(Map.of(id + "_0", "0", id + "_1", "1"));
    }
  }

  /** By other programs than ours. */
  private static byte[] zcat(Path directory) throws IOException, InterruptedException {
    Process cat =
        new ProcessBuilder("sh", "-c", "zcat stderr--*.gz && cat stderr")
            .directory(directory.toFile())
            .start();
    byte[] bytes = cat.getInputStream().readAllBytes();
    assertThat(cat.waitFor()).isZero();
    return bytes;
  }

  private static List<String> listed(
      SparkCluster cluster, Application application, String containerId) throws IOException {
    Container container = application.lastAttempt().container(containerId).orElseThrow();
    return cluster.files(application, container).stream()
        .map(file -> file.name() + " " + file.length())
        .toList();
  }
}
