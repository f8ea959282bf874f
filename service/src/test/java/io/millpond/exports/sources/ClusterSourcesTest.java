package io.millpond.exports.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Container;
import io.millpond.clusters.Container.Role;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.Platforms;
import io.millpond.exports.search.EventSource;
import io.millpond.exports.search.FileOutcome;
import io.millpond.exports.search.SearchFile;
import io.millpond.exports.search.SearchInput;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSourcesTest {
  private static final Container DRIVER = new Container("d", "", Role.DRIVER);
  private static final Container EXECUTOR = new Container("e", "", Role.EXECUTOR);

  @TempDir Path temp;
  private final SharedFiles shared = SharedFiles.start();
  private final MadeCluster made = new MadeCluster();

  @AfterEach
  void stop() {
    shared.close();
  }

  private SearchInput find(Platforms platforms, ApplicationCluster cluster, Requests request)
      throws IOException {
    try (ClusterSources sources = new ClusterSources(platforms, List.of(cluster), shared)) {
      return sources.of(Requests.ETL, request.build()).orElseThrow();
    }
  }

  private SearchInput find(ApplicationCluster cluster, Requests request) throws IOException {
    return find(Requests.platforms(Optional.empty(), cluster.name(), "*"), cluster, request);
  }

  private static List<String> told(SearchInput input) {
    return input.files().stream()
        .sorted()
        .map(file ->
            "%s %s %s %d %s"
                .formatted(
                    file.origin().type(),
                    file.origin().subject(),
                    file.origin().stream(),
                    file.number(),
                    file.path()))
        .toList();
  }

  @Test
  void aStandaloneClustersFilesAreItsDriversAndExecutors() throws Exception {
    try (ApplicationCluster cluster =
        Fixtures.spark("made", "spark-standalone-4.2-cluster", temp, shared)) {
      SearchInput all = find(cluster, Requests.of("e"));
      assertThat(told(all))
          .containsExactly(
              "driver spark-driver stderr 0 app-20261120040251-0000/driver-20261120040245-0000/stderr",
              "driver spark-driver stdout 0 app-20261120040251-0000/driver-20261120040245-0000/stdout",
              "executor spark-executor-0 stderr 0 app-20261120040251-0000/app-20261120040251-0000_0/stderr",
              "executor spark-executor-0 stdout 0 app-20261120040251-0000/app-20261120040251-0000_0/stdout",
              "executor spark-executor-1 stderr 0 app-20261120040251-0000/app-20261120040251-0000_1/stderr",
              "executor spark-executor-1 stdout 0 app-20261120040251-0000/app-20261120040251-0000_1/stdout");
      assertThat(all.events())
          .extracting(EventSource::path)
          .containsExactly("app-20261120040251-0000/events/1");
      assertThat(all.unread()).isEmpty();
    }
  }

  @Test
  void yarnsExecutorsHaveTheNumbersOfTheEventLogAndTheMasterItsOwnName() throws Exception {
    try (ApplicationCluster cluster = Fixtures.yarn("yarn-tfile", false, temp, shared)) {
      SearchInput executors =
          find(cluster, Requests.of("executor").with("logStreamTypeContains", "STDERR"));
      assertThat(told(executors))
          .containsExactly(
              "executor container_1795147326305_0002_01_000001 stderr 0 application_1795147326305_0002/container_1795147326305_0002_01_000001/stderr",
              "executor spark-executor-1 stderr 0 application_1795147326305_0001/container_1795147326305_0001_01_000002/stderr",
              "executor spark-executor-1 stderr 0 application_1795147326305_0002/container_1795147326305_0002_01_000002/stderr",
              "executor spark-executor-2 stderr 0 application_1795147326305_0001/container_1795147326305_0001_01_000003/stderr",
              "executor spark-executor-2 stderr 0 application_1795147326305_0002/container_1795147326305_0002_01_000003/stderr");
      SearchInput drivers = find(cluster, Requests.of("DRIV"));
      assertThat(drivers.files())
          .extracting(file -> file.file().name())
          .containsExactlyInAnyOrder("prelaunch.err", "prelaunch.out", "stderr", "stdout");
      assertThat(drivers.events()).isEmpty();
    }
  }

  @Test
  void anApplicationThatOnlyLeftFilesIsFoundByItsId() throws Exception {
    String id = "application_1795147326305_0003";
    try (ApplicationCluster cluster = Fixtures.yarn("yarn-tfile", true, temp, shared)) {
      Platforms platforms = Requests.platforms(Optional.empty(), "hadoop", id, "nobody", id);
      SearchInput found = find(platforms, cluster, Requests.of("executor"));
      assertThat(found.files())
          .isNotEmpty()
          .allMatch(file -> file.origin().application().equals(id));
      assertThat(found.unread()).isEmpty();
    }
  }

  @Test
  void podsAreExecutorsByTheirNames() throws Exception {
    try (ApplicationCluster cluster = Fixtures.kubernetes(temp, shared)) {
      assertThat(find(cluster, Requests.of("executor")).files())
          .extracting(file -> file.origin().subject())
          .contains("spark-executor-1", "labpi-e3a46834a16dd8ce-driver_log-agent")
          .doesNotContain("spark-driver");
    }
  }

  @Test
  void aTypeIsNamedByAnyPartOfItAndByNothingElse() throws IOException {
    made.add("a", Requests.FROM, Optional.empty(), DRIVER, EXECUTOR);
    Path events = Files.writeString(temp.resolve("events"), "");
    Platforms platforms = Requests.platforms(Optional.of(events), "made", "*");
    record Expected(String type, int files, int sources) {}
    for (Expected expected :
        List.of(
            new Expected("e", 2, 1),
            new Expected("Event", 0, 1),
            new Expected("river", 1, 0),
            new Expected("EXECUTOR", 1, 0),
            new Expected("ALL", 0, 0),
            new Expected("drivers", 0, 0))) {
      SearchInput found = find(platforms, made, Requests.of(expected.type()));
      assertThat(found.files()).as(expected.type()).hasSize(expected.files());
      assertThat(found.events()).as(expected.type()).hasSize(expected.sources());
    }
  }

  @Test
  void subjectAndStreamAreParts() throws IOException {
    made.add("a", Requests.FROM, Optional.empty(), DRIVER, EXECUTOR);
    assertThat(find(made, Requests.of("e").with("subjectContains", "SPARK-d")).files()).hasSize(1);
    assertThat(find(made, Requests.of("e").with("subjectContains", "executor-e")).files())
        .hasSize(1);
    assertThat(find(made, Requests.of("e").with("logStreamTypeContains", "out")).files()).isEmpty();
    assertThat(find(made, Requests.of("e").with("logStreamTypeContains", "ERR")).files())
        .hasSize(2);
  }

  @Test
  void filtersOfLogsLeaveEventsOutAndThoseOfEventsLogs() throws Exception {
    try (ApplicationCluster cluster =
        Fixtures.spark("made", "spark-standalone-4.2-cluster", temp, shared)) {
      assertThat(find(cluster, Requests.of("e").with("logLevel", "INFO")).events()).isEmpty();
      assertThat(find(cluster, Requests.of("e").with("logStreamTypeContains", "")).events())
          .isEmpty();
      SearchInput added = find(cluster, Requests.of("e").with("eventType", "executor_added"));
      assertThat(added.files()).isEmpty();
      assertThat(added.events()).hasSize(1);
      // Spark tells of no such event: its logs need not be read.
      assertThat(find(cluster, Requests.of("e").with("eventType", "CREATING")).events()).isEmpty();
    }
  }

  @Test
  void whatRanLongBeforeOrAfterTheWindowIsNotEvenAskedFor() throws IOException {
    Instant day = Instant.parse("2026-11-10T00:00:00Z");
    made.add("before", day.minus(Duration.ofDays(5)), Optional.of(day.minus(Duration.ofDays(3))))
        .add("after", day.plus(Duration.ofDays(3)), Optional.empty())
        .add("just-ended", day.minus(Duration.ofDays(5)), Optional.of(day.minusSeconds(60)), DRIVER)
        .add("goes-on", day.minus(Duration.ofDays(5)), Optional.empty(), DRIVER)
        .add("within", day.plusSeconds(60), Optional.of(day.plusSeconds(120)), DRIVER);
    Requests request = Requests.of("driver").within(day, day.plusSeconds(3600));
    assertThat(find(made, request).files())
        .extracting(file -> file.origin().application())
        .containsExactly("just-ended", "goes-on", "within");
    assertThat(made.asked).doesNotContain("before", "after");
  }

  @Test
  void patternsAreMatchedAtEveryRequest() throws IOException {
    Platforms platforms = Requests.platforms(Optional.empty(), "made", "app-?", "app-1", "etl-*");
    made.add("app-1", Requests.FROM, Optional.empty(), DRIVER)
        .add("app-12", Requests.FROM, Optional.empty(), DRIVER);
    try (ClusterSources sources = new ClusterSources(platforms, List.of(made), shared)) {
      assertThat(applications(sources)).containsExactly("app-1");
      made.add("etl-x", Requests.FROM, Optional.empty(), DRIVER);
      assertThat(applications(sources)).containsExactly("app-1", "etl-x");
    }
  }

  private static List<String> applications(ClusterSources sources) throws IOException {
    return sources.of(Requests.ETL, Requests.of("driver").build()).orElseThrow().files().stream()
        .map(SearchFile::origin)
        .map(origin -> origin.application())
        .toList();
  }

  @Test
  void whatCannotBeListedIsToldAndTakesNothingFromTheOthers() throws IOException {
    made.add("bad", Requests.FROM, Optional.empty(), DRIVER)
        .add("good", Requests.FROM, Optional.empty(), DRIVER, EXECUTOR);
    made.broken.add("bad");
    made.broken.add("e");
    SearchInput found = find(made, Requests.of("e"));
    assertThat(found.files()).extracting(SearchFile::path).containsExactly("good/d/stderr");
    assertThat(found.unread())
        .extracting(one -> one.file() + " " + one.state() + " " + one.reason().orElseThrow())
        .containsExactly("bad FAILED may not be read", "good/e FAILED may not be read");
  }

  @Test
  void aClusterThatIsDownIsToldAndAnIdIsAskedForAllTheSame() throws IOException {
    made.add("app-1", Requests.FROM, Optional.empty(), DRIVER);
    made.isDown = true;
    Platforms platforms = Requests.platforms(Optional.empty(), "made", "*", "app-1");
    SearchInput found = find(platforms, made, Requests.of("driver"));
    assertThat(found.files()).hasSize(1);
    assertThat(found.unread()).extracting(FileOutcome::file).containsExactly("made");
  }

  @Test
  void aCancelledListingAsksForNothingMore() throws IOException {
    for (int i = 0; i < 1000; i++) {
      made.add("app-" + i, Requests.FROM, Optional.empty(), DRIVER);
    }
    Platforms platforms = Requests.platforms(Optional.empty(), "made", "*");
    try (ClusterSources sources = new ClusterSources(platforms, List.of(made), shared)) {
      assertThatThrownBy(() ->
              sources.of(Requests.ETL, Requests.of("driver").build(), () -> made.asked.size() == 3))
          .isInstanceOf(InterruptedIOException.class);
    }
    assertThat(made.asked).hasSize(3);
  }

  @Test
  void aClusterThatRunsNoApplicationsIsTold() throws IOException {
    Platforms platforms = Requests.platforms(Optional.empty(), "mesos", "*");
    assertThat(find(platforms, made, Requests.of("driver")).unread())
        .extracting(one -> one.file() + ": " + one.reason().orElseThrow())
        .containsExactly("mesos: runs no applications");
  }

  @Test
  void aClusterThatIsNotConfiguredHasNothing() throws IOException {
    Platforms platforms = Requests.platforms(Optional.empty(), "made", "*");
    try (ClusterSources sources = new ClusterSources(platforms, List.of(made), shared)) {
      for (ClusterRef ref :
          List.of(
              new ClusterRef("ocid1.p", "ws1", "ETL"),
              new ClusterRef("ocid1.p", "ws2", "etl"),
              new ClusterRef("ocid1.q", "ws1", "etl"))) {
        assertThat(sources.of(ref, Requests.of("e").build())).isEmpty();
      }
    }
  }
}
