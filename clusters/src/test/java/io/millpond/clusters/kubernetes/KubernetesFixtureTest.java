package io.millpond.clusters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.Container.Role;
import io.millpond.clusters.Fixtures;
import io.millpond.clusters.LogsText;
import io.millpond.clusters.RunState;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.events.EventLogs;
import io.millpond.logs.Content;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster as its pods, their logs and an event log tell of it. */
final class KubernetesFixtureTest {
  private static final String LABPI = "spark-222312dcd82ac406b57c7be2440521f8";
  private static final String DRIVER = "labpi-e3a46834a16dd8ce-driver";
  private static final String NOBODY = "spark-00000000000000000000000000000000";

  @TempDir private Path temp;
  private Path fixture = Path.of("");
  private SharedFiles files;
  private KubernetesCluster cluster;

  @BeforeEach
  void open() throws Exception {
    fixture = Fixtures.unpack("kubernetes-pods", temp);
    files = SharedFiles.start();
    Path events = Files.createDirectory(temp.resolve("events"));
    Files.writeString(events.resolve(LABPI), log(LABPI, "from the log", 1, 5, 1));
    Files.writeString(events.resolve("spark-12"), log("spark-12", "no pods", 1, 2, 0));
    cluster =
        KubernetesCluster.open(
            "k8s",
            EventLogs.open(List.of(events), files),
            Pods.file(fixture.resolve("pods.json")),
            Optional.of(fixture.resolve("var/log/pods")),
            files,
            () -> Instant.EPOCH);
  }

  /** An event log of an application that ends with that exit code. */
  static String log(String id, String name, long start, long end, int exitCode) {
    return """
    {"Event":"SparkListenerLogStart","Spark Version":"4.2.0"}
    {"Event":"SparkListenerApplicationStart","App Name":"%s","App ID":"%s","Timestamp":%d,"User":"me"}
    {"Event":"SparkListenerApplicationEnd","Timestamp":%d,"ExitCode":%d}
    """
        .formatted(name, id, start, end, exitCode);
  }

  @AfterEach
  void close() throws IOException {
    if (cluster != null) {
      cluster.close();
      files.close();
    }
  }

  @Test
  void anApplicationHasTheContainersOfItsPods() throws IOException {
    Attempt attempt = application(LABPI).lastAttempt();

    assertThat(attempt.number()).isEqualTo(1);
    assertThat(attempt.containers())
        .containsExactly(
            new Container(DRIVER, "node-1", Role.DRIVER),
            new Container(DRIVER + "_log-agent", "node-1", Role.OTHER),
            new Container("labpi-e3a46834a16dd8ce-exec-1", "node-1", Role.EXECUTOR),
            new Container("labpi-e3a46834a16dd8ce-exec-2", "node-1", Role.EXECUTOR),
            new Container("labpi-e3a46834a16dd8ce-exec-3", "node-1", Role.EXECUTOR));
  }

  @Test
  void theEventLogTellsTheRest() throws IOException {
    Application application = application(LABPI);

    assertThat(application.name()).isEqualTo("from the log");
    assertThat(application.user()).isEqualTo("me");
    assertThat(application.lastAttempt().state()).isEqualTo(RunState.FAILED);
    assertThat(application.lastAttempt().start()).contains(Instant.ofEpochMilli(1));
    assertThat(application.lastAttempt().end()).contains(Instant.ofEpochMilli(5));
    assertThat(cluster.eventLogs(application, OptionalInt.of(1)))
        .extracting(StoredFile::name)
        .containsExactly(LABPI);
  }

  @Test
  void anApplicationWithoutAnEventLogIsKnownByItsPods() throws IOException {
    Application etl = application(idOf("etl"));

    assertThat(etl.name()).isEqualTo("etl");
    assertThat(etl.lastAttempt().state()).isEqualTo(RunState.RUNNING);
    assertThat(etl.lastAttempt().start()).contains(Instant.parse("2026-11-20T04:02:57Z"));
    assertThat(etl.lastAttempt().end()).isEmpty();
    Container driver = etl.lastAttempt().driver().orElseThrow();
    assertThat(text(etl, driver, "stderr").lines()).hasSize(30);
    assertThat(text(etl, driver, "stdout")).isEqualTo("half a rec");
    assertThat(cluster.eventLogs(etl, OptionalInt.empty())).isEmpty();
  }

  @Test
  void anApplicationWithoutPodsHasNoContainers() throws IOException {
    Attempt attempt = application("spark-12").lastAttempt();

    assertThat(attempt.containers()).isEmpty();
    assertThat(attempt.state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aPodOfTheSameNameInAnotherNamespaceIsAnotherApplications() throws IOException {
    Application labpi = application(LABPI);
    Container driver = labpi.lastAttempt().driver().orElseThrow();
    String otherId =
        cluster.applications().stream()
            .filter(one -> !one.id().equals(LABPI) && one.name().equals("labpi"))
            .findFirst()
            .orElseThrow()
            .id();
    Application other = application(otherId);
    Container twin = other.lastAttempt().driver().orElseThrow();

    assertThat(twin).isEqualTo(driver);
    assertThat(text(other, twin, "stdout")).isEqualTo("belongs to another namespace\n");
    assertThat(text(labpi, driver, "stdout"))
        .isEqualTo(
            Files.readString(
                fixture.resolve("expected").resolve(DRIVER + "/spark-kubernetes-driver.stdout")));
  }

  @Test
  void allApplicationsAreListedTheNewestFirst() throws IOException {
    assertThat(cluster.applications())
        .extracting(Application::name)
        .containsExactlyInAnyOrder("etl", "labpi", "from the log", "no pods")
        .endsWith("from the log", "no pods");
    assertThat(cluster.applications()).isSameAs(cluster.applications());
  }

  @Test
  void aContainerHasTwoFilesAndNoOther() throws IOException {
    Application labpi = application(LABPI);
    Container driver = labpi.lastAttempt().driver().orElseThrow();

    assertThat(cluster.files(labpi, driver))
        .extracting(StoredFile::name)
        .containsExactly("stderr", "stdout");
    for (String name : List.of("0.log", "stdin", "../stderr", "", "STDERR", "stderr/")) {
      assertThat(cluster.file(labpi, driver, name)).as(name).isEmpty();
    }
  }

  @Test
  void everyByteOfEveryLogIsThereOnce() throws IOException {
    Application labpi = application(LABPI);
    int streams = 0;
    for (Container container : labpi.lastAttempt().containers()) {
      Map<String, byte[]> texts = LogsText.of(cluster.logs(labpi, container));
      assertThat(texts).containsOnlyKeys("stderr", "stdout");
      for (Map.Entry<String, byte[]> text : texts.entrySet()) {
        assertThat(new String(text.getValue(), StandardCharsets.UTF_8))
            .isEqualTo(text(labpi, container, text.getKey()));
        streams++;
      }
    }
    assertThat(streams).isEqualTo(10);
  }

  @Test
  void executorsAreKnownByTheirPods() throws IOException {
    Application labpi = application(LABPI);
    assertThat(cluster.executors(labpi))
        .isEqualTo(
            Map.of(
                "labpi-e3a46834a16dd8ce-exec-1", "1",
                "labpi-e3a46834a16dd8ce-exec-2", "2",
                "labpi-e3a46834a16dd8ce-exec-3", "3"));
  }

  @Test
  void idsThatAreNotThereAreNotMadeIntoPaths() throws IOException {
    Application labpi = application(LABPI);
    for (String id :
        List.of("../x", "", "etl-0123456789abcdef-driver", DRIVER + "_", DRIVER + "/")) {
      Container made = new Container(id, "", Role.DRIVER);
      assertThat(cluster.file(labpi, made, "stderr")).as(id).isEmpty();
      assertThat(cluster.files(labpi, made)).as(id).isEmpty();
    }
    assertThat(cluster.application(NOBODY)).isEmpty();
    assertThat(cluster.application("../" + LABPI)).isEmpty();
  }

  private String idOf(String name) throws IOException {
    return cluster.applications().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private Application application(String id) throws IOException {
    return cluster.application(id).orElseThrow();
  }

  private String text(Application application, Container container, String name)
      throws IOException {
    StoredFile file = cluster.file(application, container, name).orElseThrow();
    try (Content content = file.open();
        InputStream in = ((Content.Decoded) content).from(0)) {
      byte[] bytes = in.readAllBytes();
      assertThat(bytes).hasSize((int) file.length());
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
