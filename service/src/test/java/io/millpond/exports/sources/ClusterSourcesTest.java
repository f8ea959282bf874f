package io.millpond.exports.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Container;
import io.millpond.clusters.Container.Role;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.Platforms;
import io.millpond.exports.TestingRequest;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  private SearchInput find(Platforms platforms, ApplicationCluster cluster, TestingRequest request)
      throws IOException {
    try (ClusterSources sources = new ClusterSources(platforms, List.of(cluster), shared)) {
      return sources.of(OnePlatform.ETL, request.build()).orElseThrow();
    }
  }

  private SearchInput find(ApplicationCluster cluster, TestingRequest request) throws IOException {
    return find(OnePlatform.platforms(Optional.empty(), cluster.name(), "*"), cluster, request);
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
      SearchInput all = find(cluster, TestingRequest.of("e"));
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
          find(cluster, TestingRequest.of("executor").with("logStreamTypeContains", "STDERR"));
      assertThat(told(executors))
          .containsExactly(
              "executor container_1795147326305_0002_01_000001 stderr 0 application_1795147326305_0002/container_1795147326305_0002_01_000001/stderr",
              // Another program's, which has no event log of Spark.
              "executor container_1795147326305_0003_01_000001 AppMaster.stderr 0 application_1795147326305_0003/container_1795147326305_0003_01_000001/AppMaster.stderr",
              "executor container_1795147326305_0003_01_000002 stderr 0 application_1795147326305_0003/container_1795147326305_0003_01_000002/stderr",
              "executor container_1795147326305_0003_01_000003 stderr 0 application_1795147326305_0003/container_1795147326305_0003_01_000003/stderr",
              "executor spark-executor-1 stderr 0 application_1795147326305_0001/container_1795147326305_0001_01_000002/stderr",
              "executor spark-executor-1 stderr 0 application_1795147326305_0002/container_1795147326305_0002_01_000002/stderr",
              "executor spark-executor-2 stderr 0 application_1795147326305_0001/container_1795147326305_0001_01_000003/stderr",
              "executor spark-executor-2 stderr 0 application_1795147326305_0002/container_1795147326305_0002_01_000003/stderr");
      SearchInput drivers = find(cluster, TestingRequest.of("DRIV"));
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
      Platforms platforms = OnePlatform.platforms(Optional.empty(), "hadoop", id, "nobody", id);
      SearchInput found = find(platforms, cluster, TestingRequest.of("executor"));
      assertThat(found.files())
          .isNotEmpty()
          .allMatch(file -> file.origin().application().equals(id));
      assertThat(unread(found)).containsExactly("hadoop/nobody SKIPPED no application matches");
    }
  }

  private static List<String> unread(SearchInput found) {
    return found.unread().stream()
        .map(one -> one.file() + " " + one.state() + " " + one.reason().orElseThrow())
        .toList();
  }

  @Test
  void applicationsThatOnlyLeftFilesAreFoundByAGlob() throws Exception {
    for (boolean isLocal : List.of(true, false)) {
      Path run = Files.createDirectory(temp.resolve("local-" + isLocal));
      try (ApplicationCluster cluster = Fixtures.yarn("yarn-tfile", isLocal, run, shared)) {
        empty(run.resolve("yarn-tfile/events"));
        assertSameByGlobAndById(
            cluster,
            "application_17*",
            "application_1795147326305_0001",
            "application_1795147326305_0002",
            "application_1795147326305_0003");
      }
    }
  }

  @Test
  void aStandaloneClustersThatOnlyLeftFilesAreFoundByAGlob() throws Exception {
    try (ApplicationCluster cluster =
        Fixtures.spark("spark", "spark-standalone-4.2-cluster", temp, shared)) {
      Path run = temp.resolve("spark-standalone-4.2-cluster");
      empty(run.resolve("events"));
      Path named = Files.createDirectories(run.resolve("work/etl-7/0"));
      Files.writeString(named.resolve("stderr"), "x");
      assertSameByGlobAndById(cluster, "*", "app-20261120040251-0000", "etl-7");
    }
  }

  @Test
  void podsThatLeftNoEventLogAreFoundByAGlob() throws Exception {
    try (ApplicationCluster cluster = Fixtures.kubernetes(temp, shared)) {
      List<String> ids = cluster.applications().stream().map(one -> one.id()).toList();
      assertSameByGlobAndById(cluster, "*", ids.toArray(String[]::new));
    }
  }

  private static void empty(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(directory)) {
          Files.delete(path);
        }
      }
    }
  }

  private void assertSameByGlobAndById(ApplicationCluster cluster, String glob, String... ids)
      throws IOException {
    SearchInput byId =
        find(
            OnePlatform.platforms(Optional.empty(), cluster.name(), ids),
            cluster,
            TestingRequest.of("e"));
    SearchInput byGlob =
        find(
            OnePlatform.platforms(Optional.empty(), cluster.name(), glob),
            cluster,
            TestingRequest.of("e"));
    assertThat(byId.unread()).isEmpty();
    assertThat(byGlob.unread()).isEmpty();
    assertThat(byId.files()).extracting(file -> file.origin().application()).contains(ids);
    assertThat(told(byGlob)).isEqualTo(told(byId));
  }

  @Test
  void eachApplicationIsOneHoweverManyTellOfIt() throws IOException {
    made.add("app-1", TestingRequest.FROM, Optional.empty(), DRIVER)
        .add("app-2", TestingRequest.FROM, Optional.empty(), DRIVER)
        .add("app-3", TestingRequest.FROM, Optional.empty(), DRIVER)
        .add(
            "old",
            TestingRequest.FROM.minus(Duration.ofDays(5)),
            Optional.of(Instant.EPOCH),
            DRIVER);
    made.unlisted.addAll(List.of("app-2", "app-3"));
    Platforms platforms = OnePlatform.platforms(Optional.empty(), "made", "*", "app-2", "*-3");
    assertThat(find(platforms, made, TestingRequest.of("driver")).files())
        .extracting(file -> file.origin().application())
        .containsExactly("app-1", "app-3", "app-2");
    assertThat(made.asked).as("what is listed and long gone").doesNotContain("old");
  }

  @Test
  void aPatternThatMatchesNothingIsToldAndMakesNothingIncomplete() throws IOException {
    made.add("app-1", TestingRequest.FROM, Optional.empty(), DRIVER)
        .add("old", TestingRequest.FROM.minus(Duration.ofDays(5)), Optional.of(Instant.EPOCH));
    Platforms platforms =
        OnePlatform.platforms(Optional.empty(), "made", "app-?", "ol*", "etl-*", "x");
    assertThat(unread(find(platforms, made, TestingRequest.of("driver"))))
        .containsExactly(
            "made/etl-* SKIPPED no application matches", "made/x SKIPPED no application matches");
    made.isDown = true;
    assertThat(unread(find(platforms, made, TestingRequest.of("driver"))))
        .as("nobody knows what a list that cannot be had has")
        .containsExactly("made FAILED cannot be read", "made/x SKIPPED no application matches");
  }

  @Test
  void directoriesThatMayNotBeReadAreTold() throws IOException {
    made.add("app-1", TestingRequest.FROM, Optional.empty(), DRIVER);
    made.closed.addAll(List.of("app-1", "app-2"));
    made.closedDirectories = 3;
    Platforms platforms = OnePlatform.platforms(Optional.empty(), "made", "*", "etl-*", "app-2");
    SearchInput found = find(platforms, made, TestingRequest.of("driver"));
    assertThat(found.files()).hasSize(1);
    assertThat(unread(found))
        .containsExactlyInAnyOrder(
            "app-1 FAILED may not be read",
            "app-2 FAILED may not be read",
            "directories of made (3) FAILED may not be read");
  }

  @Test
  void podsAreExecutorsByTheirNames() throws Exception {
    try (ApplicationCluster cluster = Fixtures.kubernetes(temp, shared)) {
      assertThat(find(cluster, TestingRequest.of("executor")).files())
          .extracting(file -> file.origin().subject())
          .contains("spark-executor-1", "labpi-e3a46834a16dd8ce-driver_log-agent")
          .doesNotContain("spark-driver");
    }
  }

  @Test
  void aTypeIsNamedByAnyPartOfItAndByNothingElse() throws IOException {
    made.add("a", TestingRequest.FROM, Optional.empty(), DRIVER, EXECUTOR);
    Path events = Files.writeString(temp.resolve("events"), "");
    Platforms platforms = OnePlatform.platforms(Optional.of(events), "made", "*");
    record Expected(String type, int files, int sources) {}
    for (Expected expected :
        List.of(
            new Expected("e", 2, 1),
            new Expected("Event", 0, 1),
            new Expected("river", 1, 0),
            new Expected("EXECUTOR", 1, 0),
            new Expected("ALL", 0, 0),
            new Expected("drivers", 0, 0))) {
      SearchInput found = find(platforms, made, TestingRequest.of(expected.type()));
      assertThat(found.files()).as(expected.type()).hasSize(expected.files());
      assertThat(found.events()).as(expected.type()).hasSize(expected.sources());
    }
  }

  @Test
  void subjectAndStreamAreParts() throws IOException {
    made.add("a", TestingRequest.FROM, Optional.empty(), DRIVER, EXECUTOR);
    assertThat(find(made, TestingRequest.of("e").with("subjectContains", "SPARK-d")).files())
        .hasSize(1);
    assertThat(find(made, TestingRequest.of("e").with("subjectContains", "executor-e")).files())
        .hasSize(1);
    assertThat(find(made, TestingRequest.of("e").with("logStreamTypeContains", "out")).files())
        .isEmpty();
    assertThat(find(made, TestingRequest.of("e").with("logStreamTypeContains", "ERR")).files())
        .hasSize(2);
  }

  @Test
  void filtersOfLogsLeaveEventsOutAndThoseOfEventsLogs() throws Exception {
    try (ApplicationCluster cluster =
        Fixtures.spark("made", "spark-standalone-4.2-cluster", temp, shared)) {
      assertThat(find(cluster, TestingRequest.of("e").with("logLevel", "INFO")).events()).isEmpty();
      assertThat(find(cluster, TestingRequest.of("e").with("logStreamTypeContains", "")).events())
          .isEmpty();
      SearchInput added = find(cluster, TestingRequest.of("e").with("eventType", "executor_added"));
      assertThat(added.files()).isEmpty();
      assertThat(added.events()).hasSize(1);
      // Spark tells of no such event: its logs need not be read.
      assertThat(find(cluster, TestingRequest.of("e").with("eventType", "CREATING")).events())
          .isEmpty();
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
    TestingRequest request = TestingRequest.of("driver").within(day, day.plusSeconds(3600));
    assertThat(find(made, request).files())
        .extracting(file -> file.origin().application())
        .containsExactly("just-ended", "goes-on", "within");
    assertThat(made.asked).doesNotContain("before", "after");
  }

  @Test
  void patternsAreMatchedAtEveryRequest() throws IOException {
    Platforms platforms =
        OnePlatform.platforms(Optional.empty(), "made", "app-?", "app-1", "etl-*");
    made.add("app-1", TestingRequest.FROM, Optional.empty(), DRIVER)
        .add("app-12", TestingRequest.FROM, Optional.empty(), DRIVER);
    try (ClusterSources sources = new ClusterSources(platforms, List.of(made), shared)) {
      assertThat(applications(sources)).containsExactly("app-1");
      made.add("etl-x", TestingRequest.FROM, Optional.empty(), DRIVER);
      assertThat(applications(sources)).containsExactly("app-1", "etl-x");
    }
  }

  private static List<String> applications(ClusterSources sources) throws IOException {
    return sources
        .of(OnePlatform.ETL, TestingRequest.of("driver").build())
        .orElseThrow()
        .files()
        .stream()
        .map(SearchFile::origin)
        .map(origin -> origin.application())
        .toList();
  }

  @Test
  void whatCannotBeListedIsToldAndTakesNothingFromTheOthers() throws IOException {
    made.add("bad", TestingRequest.FROM, Optional.empty(), DRIVER)
        .add("good", TestingRequest.FROM, Optional.empty(), DRIVER, EXECUTOR);
    made.broken.add("bad");
    made.broken.add("e");
    SearchInput found = find(made, TestingRequest.of("e"));
    assertThat(found.files()).extracting(SearchFile::path).containsExactly("good/d/stderr");
    assertThat(found.unread())
        .extracting(one -> one.file() + " " + one.state() + " " + one.reason().orElseThrow())
        .containsExactly("bad FAILED may not be read", "good/e FAILED may not be read");
  }

  @Test
  void aClusterThatIsDownIsToldAndAnIdIsAskedForAllTheSame() throws IOException {
    made.add("app-1", TestingRequest.FROM, Optional.empty(), DRIVER);
    made.isDown = true;
    Platforms platforms = OnePlatform.platforms(Optional.empty(), "made", "*", "app-1");
    SearchInput found = find(platforms, made, TestingRequest.of("driver"));
    assertThat(found.files()).hasSize(1);
    assertThat(found.unread()).extracting(FileOutcome::file).containsExactly("made");
  }

  @Test
  void aCancelledListingAsksForNothingMore() throws IOException {
    for (int i = 0; i < 1000; i++) {
      made.add("app-" + i, TestingRequest.FROM, Optional.empty(), DRIVER);
    }
    Platforms platforms = OnePlatform.platforms(Optional.empty(), "made", "*");
    try (ClusterSources sources = new ClusterSources(platforms, List.of(made), shared)) {
      assertThatThrownBy(() ->
              sources.of(
                  OnePlatform.ETL,
                  TestingRequest.of("driver").build(),
                  () -> made.asked.size() == 3))
          .isInstanceOf(InterruptedIOException.class);
    }
    assertThat(made.asked).hasSize(3);
  }

  @Test
  void aClusterThatRunsNoApplicationsIsTold() throws IOException {
    Platforms platforms = OnePlatform.platforms(Optional.empty(), "mesos", "*");
    assertThat(find(platforms, made, TestingRequest.of("driver")).unread())
        .extracting(one -> one.file() + ": " + one.reason().orElseThrow())
        .containsExactly("mesos: runs no applications");
  }

  @Test
  void aClusterThatIsNotConfiguredHasNothing() throws IOException {
    Platforms platforms = OnePlatform.platforms(Optional.empty(), "made", "*");
    try (ClusterSources sources = new ClusterSources(platforms, List.of(made), shared)) {
      for (ClusterRef ref :
          List.of(
              new ClusterRef("ocid1.p", "ws1", "ETL"),
              new ClusterRef("ocid1.p", "ws2", "etl"),
              new ClusterRef("ocid1.q", "ws1", "etl"))) {
        assertThat(sources.of(ref, TestingRequest.of("e").build())).isEmpty();
      }
    }
  }
}
