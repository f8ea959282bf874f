package io.millpond.clusters.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.Container.Role;
import io.millpond.clusters.Fixtures;
import io.millpond.clusters.LogsText;
import io.millpond.clusters.RunState;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.StreamFile;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real applications: each file is told and given alike from either place. */
class YarnFixtureTest {
  private static final String IFILE = "application_1795146998957_000";
  private static final String TFILE = "application_1795147326305_000";
  private static final InstantSource NOW = InstantSource.fixed(FakeHistory.WRITTEN.plusSeconds(60));

  @TempDir Path temp;
  private SharedFiles files = SharedFiles.start();

  @BeforeEach
  void start() {
    files = SharedFiles.start();
  }

  @AfterEach
  void stop() {
    files.close();
  }

  private YarnCluster open(
      FakeHistory history, List<Path> local, List<Path> aggregated, List<Path> drivers)
      throws IOException {
    return YarnCluster.open(
        "hadoop",
        history,
        new YarnCluster.Directories(local, aggregated, drivers, Optional.empty()),
        files,
        NOW);
  }

  private static FakeHistory clusterMode(String application) {
    String container = application.replace("application", "container") + "_01_00000";
    return new FakeHistory()
        .add(
            application,
            FakeHistory.ended(
                1,
                OptionalInt.empty(),
                Optional.of(FakeHistory.in("driver", container + "1")),
                FakeHistory.in("1", container + "2"),
                FakeHistory.in("2", container + "3")));
  }

  /** {@code container/name length lastModified} of all files there are. */
  private static List<String> listing(YarnCluster cluster, Application application)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (Attempt attempt : application.attempts()) {
      for (Container container : attempt.containers()) {
        for (StoredFile file : cluster.files(application, container)) {
          Instant modified = Instant.ofEpochMilli(file.lastModified().toEpochMilli());
          lines.add(container.id() + "/" + file.name() + " " + file.length() + " " + modified);
        }
      }
    }
    return lines;
  }

  @Test
  void rolledFilesAreToldAsExpected() throws Exception {
    Path fixture = Fixtures.unpack("yarn-ifile-rolling", temp);
    try (YarnCluster cluster =
        open(clusterMode(IFILE + 1), List.of(), List.of(fixture.resolve("remote")), List.of())) {
      Application application = cluster.application(IFILE + 1).orElseThrow();
      Container driver = application.lastAttempt().driver().orElseThrow();
      assertThat(driver)
          .isEqualTo(
              new Container(
                  "container_1795146998957_0001_01_000001", "localhost:45454", Role.DRIVER));
      assertThat(application.lastAttempt().containers())
          .extracting(Container::role)
          .containsExactly(Role.DRIVER, Role.EXECUTOR, Role.EXECUTOR);
      assertThat(application.lastAttempt().state()).isEqualTo(RunState.UNKNOWN);
      assertThat(
              listing(cluster, application).stream()
                  .filter(line -> line.startsWith(driver.id()))
                  .map(line -> line.substring(driver.id().length() + 1)))
          .containsExactly(
              "prelaunch.err 0 2026-11-20T03:56:47.605Z",
              "prelaunch.out 100 2026-11-20T03:56:47.624Z",
              "stderr 239411 2026-11-20T03:59:11.255Z",
              "stderr-2026-11-20-03-56 17680 2026-11-20T03:56:59.423Z",
              "stderr-2026-11-20-03-57 96799 2026-11-20T03:57:58.627Z",
              "stderr-2026-11-20-03-58 105220 2026-11-20T03:58:58.675Z",
              "stderr-active 19712 2026-11-20T03:59:11.255Z",
              "stdout 1285 2026-11-20T03:59:10.971Z");
    }
  }

  @Test
  void localAndAggregatedTellTheSame() throws Exception {
    Path fixture = Fixtures.unpack("yarn-ifile-rolling", temp);
    try (YarnCluster here =
            open(clusterMode(IFILE + 1), List.of(fixture.resolve("logs")), List.of(), List.of());
        YarnCluster there =
            open(
                clusterMode(IFILE + 1), List.of(), List.of(fixture.resolve("remote")), List.of())) {
      Application application = here.application(IFILE + 1).orElseThrow();
      assertThat(there.application(IFILE + 1)).contains(application);
      assertThat(listing(there, application)).isEqualTo(listing(here, application)).hasSize(24);
    }
  }

  @Test
  void everyAggregatedFileEqualsItsLocalOriginal() throws Exception {
    int compared = 0;
    for (String archive : List.of("yarn-tfile", "yarn-ifile-rolling")) {
      Path fixture = Fixtures.unpack(archive, temp);
      try (YarnCluster cluster =
              open(new FakeHistory(), List.of(), List.of(fixture.resolve("remote")), List.of());
          Stream<Path> originals = Files.walk(fixture.resolve("logs"))) {
        for (Path original : originals.filter(Files::isRegularFile).toList()) {
          compared += compare(cluster, original) ? 1 : 0;
        }
      }
    }
    assertThat(compared).isEqualTo(36 + 24 + 12);
  }

  private static boolean compare(YarnCluster cluster, Path original) throws IOException {
    int depth = original.getNameCount();
    String name = original.getName(depth - 1).toString();
    Container container = new Container(original.getName(depth - 2).toString(), "", Role.OTHER);
    String id = original.getName(depth - 3).toString();
    Application application = cluster.application(id).orElseThrow();
    Optional<StoredFile> file = cluster.file(application, container, name);
    if (!FileNames.isShown(name)) {
      assertThat(file).isEmpty();
      return false;
    }
    byte[] expected = Files.readAllBytes(original);
    assertThat(file.orElseThrow().length()).isEqualTo(expected.length);
    assertThat(Bytes.from(file.get().open(), 0)).isEqualTo(expected);
    int half = expected.length / 2;
    assertThat(Bytes.from(file.get().open(), half))
        .isEqualTo(Arrays.copyOfRange(expected, half, expected.length));
    return true;
  }

  @Test
  void everyByteOfEveryLogIsThereOnceWhereverItLies() throws Exception {
    Path fixture = Fixtures.unpack("yarn-ifile-rolling", temp);
    List<Path> local = List.of(fixture.resolve("logs"));
    List<Path> aggregated = List.of(fixture.resolve("remote"));
    try (YarnCluster here = open(clusterMode(IFILE + 1), local, List.of(), List.of());
        YarnCluster there = open(clusterMode(IFILE + 1), List.of(), aggregated, List.of())) {
      Application application = here.application(IFILE + 1).orElseThrow();
      for (YarnCluster cluster : List.of(here, there)) {
        for (Container container : application.lastAttempt().containers()) {
          Map<String, byte[]> texts = LogsText.of(cluster.logs(application, container));
          // What was rolled is on the console as well.
          assertThat(texts).containsOnlyKeys("prelaunch.err", "prelaunch.out", "stderr", "stdout");
          for (Map.Entry<String, byte[]> text : texts.entrySet()) {
            Path original =
                local.getFirst().resolve(IFILE + 1).resolve(container.id()).resolve(text.getKey());
            assertThat(text.getValue()).isEqualTo(Files.readAllBytes(original));
          }
        }
      }
      assertThat(here.executors(application))
          .containsEntry("container_1795146998957_0001_01_000002", "1")
          .containsEntry("container_1795146998957_0001_01_000003", "2");
    }
  }

  @Test
  void withoutTheConsoleWhatWasRolledIsTheWhole() throws Exception {
    Path fixture = Fixtures.unpack("yarn-ifile-rolling", temp);
    Path logs = fixture.resolve("logs");
    try (YarnCluster cluster = open(clusterMode(IFILE + 1), List.of(logs), List.of(), List.of())) {
      Application application = cluster.application(IFILE + 1).orElseThrow();
      Container driver = application.lastAttempt().driver().orElseThrow();
      Path console = logs.resolve(IFILE + 1).resolve(driver.id()).resolve("stderr");
      Files.delete(console);
      List<StreamFile> parts =
          cluster.logs(application, driver).stream()
              .filter(part -> part.stream().equals("stderr"))
              .toList();
      assertThat(parts)
          .extracting(part -> part.number() + " " + part.file().name())
          .containsExactly(
              "0 stderr-2026-11-20-03-56",
              "1 stderr-2026-11-20-03-57",
              "2 stderr-2026-11-20-03-58",
              "3 stderr-active");
      assertThat(LogsText.of(parts).get("stderr")).hasSize(239411);
      for (StreamFile part : parts) {
        assertThat(LogsText.of(part.file()))
            .isEqualTo(Files.readAllBytes(console.resolveSibling(part.file().name())));
      }
    }
  }

  @Test
  void aClientsDriverIsItsConsoleAndNeverTheApplicationMaster() throws Exception {
    Path fixture = Fixtures.unpack("yarn-tfile", temp);
    String container = "container_1795147326305_0002_01_00000";
    FakeHistory history =
        new FakeHistory()
            .add(
                TFILE + 2,
                FakeHistory.ended(
                    1,
                    OptionalInt.of(0),
                    Optional.empty(),
                    FakeHistory.in("1", container + "2"),
                    FakeHistory.in("2", container + "3")));
    Path consoles = Files.createDirectories(temp.resolve("consoles"));
    List<Path> local = List.of(fixture.resolve("logs"));
    List<Path> aggregated = List.of(fixture.resolve("remote"));
    try (YarnCluster cluster = open(history, local, aggregated, List.of(consoles))) {
      Application without = cluster.application(TFILE + 2).orElseThrow();
      assertThat(without.lastAttempt().driver()).isEmpty();
      assertThat(without.lastAttempt().state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(without.lastAttempt().containers())
          .contains(new Container(container + "1", "localhost:45454", Role.OTHER));
    }
    Path console = Files.createDirectories(consoles.resolve(TFILE + 2));
    Files.writeString(console.resolve("stderr"), "hello");
    try (YarnCluster cluster = open(history, local, aggregated, List.of(consoles))) {
      Application with = cluster.application(TFILE + 2).orElseThrow();
      Container driver = with.lastAttempt().driver().orElseThrow();
      assertThat(driver).isEqualTo(new Container("driver", "", Role.DRIVER));
      assertThat(cluster.files(with, driver))
          .extracting(StoredFile::name)
          .containsExactly("stderr");
      assertThat(Bytes.from(cluster.file(with, driver, "stderr").orElseThrow().open(), 1))
          .asString()
          .isEqualTo("ello");
      assertThat(cluster.file(with, driver, "stdout")).isEmpty();
    }
  }

  @Test
  void anApplicationWithoutEventLogHasTheContainersItLeftBehind() throws Exception {
    Path fixture = Fixtures.unpack("yarn-tfile", temp);
    try (YarnCluster cluster =
        open(new FakeHistory(), List.of(), List.of(fixture.resolve("remote")), List.of())) {
      Application application = cluster.application(TFILE + 3).orElseThrow();
      assertThat(application.attempts()).hasSize(1);
      assertThat(application.lastAttempt().driver()).isEmpty();
      assertThat(application.lastAttempt().containers())
          .hasSize(3)
          .allMatch(container -> container.nodeId().equals("localhost:45454"));
      assertThat(cluster.applications()).isEmpty();
    }
  }

  @Test
  void bothFormatsLieSideBySide() throws Exception {
    Path both = Files.createDirectories(temp.resolve("both/root"));
    Path tfile = Fixtures.unpack("yarn-tfile", temp);
    Path ifile = Fixtures.unpack("yarn-ifile-rolling", temp);
    Files.move(tfile.resolve("remote/root/bucket-logs"), both.resolve("bucket-mixed"));
    // The older layout, another suffix, another user.
    Path older = Files.createDirectories(temp.resolve("both/alice/logs-ifile"));
    Files.move(
        ifile.resolve("remote/root/bucket-logs-ifile/0001").resolve(IFILE + 1),
        older.resolve(IFILE + 1));
    try (YarnCluster cluster =
        open(new FakeHistory(), List.of(), List.of(temp.resolve("both")), List.of())) {
      for (String id : List.of(TFILE + 1, TFILE + 2, IFILE + 1)) {
        assertThat(cluster.application(id).orElseThrow().lastAttempt().containers()).hasSize(3);
      }
      assertThat(cluster.application(IFILE + 2)).isEmpty();
      assertThat(cluster.application("../root")).isEmpty();
    }
  }
}
