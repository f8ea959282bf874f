package io.millpond.clusters.spark;

import static io.millpond.clusters.spark.KnownEvents.ended;
import static io.millpond.clusters.spark.KnownEvents.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.CutLog;
import io.millpond.clusters.LogsText;
import io.millpond.clusters.RunState;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.StreamFile;
import io.millpond.clusters.events.EventLogs;
import io.millpond.clusters.events.LoggedAttempt;
import io.millpond.clusters.events.LoggedProcess;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of event logs and directories that a test has made up. */
final class SparkClusterTest {
  private static final String ID = "app-20261120040251-0000";
  private static final String OTHER = "app-20261120050000-0001";
  private static final String DRIVER = "driver-20261120040245-0000";
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  @TempDir Path temp;
  private SharedFiles files;
  private KnownEvents events;
  private SparkCluster cluster;

  @BeforeEach
  void start() throws IOException {
    files = SharedFiles.start();
    events = new KnownEvents();
    List<Path> work = List.of(directory("work-1"), directory("work-2"));
    List<Path> consoles = List.of(directory("consoles-1"), directory("consoles-2"));
    cluster = SparkCluster.open("spark", events, work, consoles, files, InstantSource.fixed(NOW));
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
    files.close();
    // JUnit warns about links that it deletes.
    try (Stream<Path> all = Files.walk(temp)) {
      for (Path path : all.filter(Files::isSymbolicLink).toList()) {
        Files.delete(path);
      }
    }
  }

  private Path directory(String name) throws IOException {
    return Files.createDirectories(temp.resolve(name));
  }

  private Path write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(60)));
  }

  private Attempt attempt() throws IOException {
    return cluster.application(ID).orElseThrow().lastAttempt();
  }

  private List<String> names(String containerId) throws IOException {
    Application application = cluster.application(ID).orElseThrow();
    Container container = application.lastAttempt().container(containerId).orElseThrow();
    return cluster.files(application, container).stream().map(StoredFile::name).toList();
  }

  private Optional<String> text(String containerId, String name) throws IOException {
    Application application = cluster.application(ID).orElseThrow();
    Container container = application.lastAttempt().container(containerId).orElseThrow();
    Optional<StoredFile> file = cluster.file(application, container, name);
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new String(Stored.bytes(file.get()), StandardCharsets.UTF_8));
  }

  @Test
  void addsExecutorsThatOnlyDirectoriesTellOf() throws IOException {
    write("work-1/" + ID + "/0/stderr", "zero");
    write("work-2/" + ID + "/1/stderr", "one");
    write("work-2/" + ID + "/no-executor/stderr", "x");
    write("work-2/" + ID + "/2", "a file");
    events.add(
        ID,
        ended(
            OptionalInt.of(0), Optional.empty(), process("0", "executorId=0"), process("7", "x=")));
    assertThat(attempt().containers())
        .containsExactly(
            new Container(ID + "_0", "localhost:8081", Container.Role.EXECUTOR),
            new Container(ID + "_1", "", Container.Role.EXECUTOR),
            new Container(ID + "_7", "localhost:8081", Container.Role.EXECUTOR));
    assertThat(text(ID + "_1", "stderr")).contains("one");
    assertThat(names(ID + "_7")).isEmpty();
  }

  @Test
  void anApplicationWithoutAnEventLogIsKnownByItsDirectories() throws IOException {
    Path stderr = write("work-1/" + ID + "/0/stderr", "zero");
    Application application = cluster.application(ID).orElseThrow();
    assertThat(application.name()).isEmpty();
    assertThat(application.lastAttempt().number()).isEqualTo(1);
    assertThat(application.lastAttempt().state()).isEqualTo(RunState.RUNNING);
    assertThat(application.lastAttempt().start()).isEmpty();
    Files.setLastModifiedTime(stderr, FileTime.from(NOW.minus(Duration.ofMinutes(61))));
    assertThat(attempt().state()).isEqualTo(RunState.UNKNOWN);
    assertThat(cluster.applications()).extracting(Application::id).containsExactly(ID);
  }

  @Test
  void listsNewestFirstWithAndWithoutEventLogs() throws IOException {
    write("work-1/" + OTHER + "/0/stderr", "later");
    write("work-1/app-20251120050000-0001/0/stderr", "earlier");
    write("work-1/" + DRIVER + "/stderr", "no application");
    write("consoles-2/app-20271120050000-0001_driver.log", "by its console alone");
    events.add(ID, ended(OptionalInt.of(0), Optional.empty()));
    events.add("application_1741176604085_0001", ended(OptionalInt.of(0), Optional.empty()));
    events.add(
        "spark-0123456789abcdef0123456789abcdef", ended(OptionalInt.of(0), Optional.empty()));
    assertThat(cluster.applications())
        .extracting(Application::id)
        .containsExactly("app-20271120050000-0001", OTHER, ID, "app-20251120050000-0001");
    assertThat(cluster.application("application_1741176604085_0001")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 0, SUCCEEDED",
    "true, 1, FAILED",
    "true, -1, UNKNOWN",
    "false, 59, RUNNING",
    "false, 61, UNKNOWN",
  })
  void tellsTheEndByTheExitCodeAndSilence(boolean ended, int number, RunState expected)
      throws IOException {
    OptionalInt exitCode = number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    Instant lastWritten = ended ? NOW.minus(Duration.ofDays(9)) : NOW.minusSeconds(60L * number);
    events.add(
        ID,
        new LoggedAttempt(
            1,
            Optional.of(NOW.minus(Duration.ofDays(10))),
            ended ? Optional.of(lastWritten) : Optional.empty(),
            ended ? exitCode : OptionalInt.empty(),
            lastWritten,
            Optional.empty(),
            Optional.empty(),
            List.of()));
    assertThat(attempt().state()).isEqualTo(expected);
    assertThat(cluster.applications().getFirst().lastAttempt().state()).isEqualTo(expected);
  }

  @Test
  void theDriverLogThatSparkKeepsStandsInForAConsole() throws IOException {
    String kept = ID + "_driver.log";
    write("consoles-2/" + kept, "kept by Spark");
    events.add(ID, ended(OptionalInt.of(0), Optional.empty()));
    assertThat(attempt().driver()).contains(new Container("driver", "", Container.Role.DRIVER));
    assertThat(names("driver")).containsExactly("stderr");
    assertThat(text("driver", "stderr")).contains("kept by Spark");
    assertThat(text("driver", kept)).isEmpty();
    write("consoles-1/" + ID + "/stdout", "out");
    assertThat(names("driver")).containsExactly("stderr", "stdout");
    write("consoles-1/" + ID + "/stderr", "console");
    assertThat(names("driver")).containsExactly(kept, "stderr", "stdout");
    assertThat(text("driver", "stderr")).contains("console");
    assertThat(text("driver", kept)).contains("kept by Spark");
  }

  @Test
  void aConsoleIsNoDriverWhereTheEventLogNamesOne() throws IOException {
    write("consoles-1/" + ID + "/stderr", "the submitter's");
    write("work-1/" + DRIVER + "/stderr", "the driver's");
    events.add(ID, ended(OptionalInt.of(0), Optional.of(process("driver", "driverId=" + DRIVER))));
    assertThat(attempt().containers()).hasSize(1);
    assertThat(text(DRIVER, "stderr")).contains("the driver's");
  }

  @Test
  void showsOnlyWhatIsALogByItsName() throws IOException {
    String directory = "work-1/" + DRIVER + "/";
    for (String name :
        List.of(
            "stdout",
            "stderr",
            "stderr.1.gz",
            "stderr-2026-11-20-03",
            "gc.log",
            "gc.log.0.current",
            "app.log-2026.gz",
            "é.log",
            "job.jar",
            "my.logic.jar",
            "launch_container.sh",
            "directory.info",
            "core.1234",
            ".log",
            ".hidden.log",
            "stderrors.txt",
            "log")) {
      write(directory + name, name);
    }
    Files.createDirectories(temp.resolve(directory + "dir.log"));
    events.add(ID, ended(OptionalInt.of(0), Optional.of(process("driver", "driverId=" + DRIVER))));
    assertThat(names(DRIVER))
        .containsExactly(
            "app.log-2026.gz",
            "gc.log",
            "gc.log.0.current",
            "stderr",
            "stderr-2026-11-20-03",
            "stderr.1.gz",
            "stdout",
            "é.log");
    for (String hidden : List.of("job.jar", "launch_container.sh", ".hidden.log", "dir.log")) {
      assertThat(text(DRIVER, hidden)).as(hidden).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "/",
        "../stderr",
        "../1/stderr",
        "x/../stderr.log",
        "/etc/passwd.log",
        "stderr\0",
        "stderr/",
        "stderr/../stdout.log",
        "stderr-active",
        "stderr-..",
        "..log",
      })
  void findsNoFileByAHostileName(String name) throws IOException {
    write("work-1/" + ID + "/0/stderr", "zero");
    write("work-1/" + ID + "/1/stderr", "one");
    write("work-1/" + ID + "/stdout.log", "above");
    assertThat(text(ID + "_0", name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "/",
        "app",
        "../work-2",
        ID + "/0",
        ID + "\0",
        "none",
        "-x",
        DRIVER,
        "app-20261120040251-0000_driver.log",
      })
  void findsNoApplicationByAHostileId(String id) throws IOException {
    write("work-1/" + ID + "/0/stderr", "zero");
    write("work-1/" + DRIVER + "/stderr", "driver");
    assertThat(cluster.application(id)).isEmpty();
  }

  @Test
  void aContainerOfAnotherApplicationHasNoFilesHere() throws IOException {
    write("work-1/" + ID + "/0/stderr", "mine");
    write("work-1/" + OTHER + "/0/stderr", "another's");
    Application application = cluster.application(ID).orElseThrow();
    for (String id :
        List.of(OTHER + "_0", ID + "_../0", ID + "_" + "0/../../" + OTHER + "/0", "0")) {
      Container container = new Container(id, "", Container.Role.EXECUTOR);
      assertThat(cluster.files(application, container)).isEmpty();
      assertThat(cluster.file(application, container, "stderr")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../work-2/x", "/etc", "", "a/b", "driver%2F..", "%zz", "."})
  void anEventLogCannotNameADriverThatIsNoDirectory(String driverId) throws IOException {
    write("work-1/stderr", "not a driver's");
    events.add(
        ID, ended(OptionalInt.of(0), Optional.of(process("driver", "driverId=" + driverId))));
    assertThat(attempt().driver()).isEmpty();
  }

  @Test
  void urlsThatAreNoneAreNoNodes() throws IOException {
    var hostile = Map.of("stdout", "not a url", "stderr", "http:opaque");
    events.add(
        ID,
        ended(
            OptionalInt.of(0),
            Optional.empty(),
            new LoggedProcess("0", "node-1", hostile, Map.of()),
            new LoggedProcess(
                "1",
                "node-2",
                Map.of(
                    "stderr",
                    "http://m:80/proxy/worker-20261120040240-10.0.0.7-7078/logPage/?appId=x"),
                Map.of())));
    assertThat(attempt().containers())
        .containsExactly(
            new Container(ID + "_0", "node-1", Container.Role.EXECUTOR),
            new Container(ID + "_1", "10.0.0.7:7078", Container.Role.EXECUTOR));
  }

  @Test
  void aDriversLogsMayLieInSeveralDirectories() throws IOException {
    write("consoles-1/" + ID + "/stdout", "first");
    write("consoles-2/" + ID + "/stdout", "other");
    write("consoles-2/" + ID + "/stderr", "errors");
    write("consoles-2/" + ID + "_driver.log", "kept");
    Application application = cluster.application(ID).orElseThrow();
    Container driver = application.lastAttempt().driver().orElseThrow();
    List<StoredFile> found = cluster.files(application, driver);
    assertThat(found)
        .extracting(StoredFile::name)
        .containsExactly(ID + "_driver.log", "stderr", "stdout");
    assertThat(found.getLast().length()).isEqualTo("first".length());
    for (StoredFile file : found) {
      assertThat(cluster.file(application, driver, file.name()).orElseThrow().length())
          .isEqualTo(file.length());
    }
    assertThat(cluster.logs(application, driver))
        .extracting(part -> part.stream() + part.number() + "=" + text(part))
        .containsExactlyInAnyOrder("stdout0=first", "stderr0=errors", ID + "_driver.log0=kept");
  }

  @Test
  void partsOfAStreamInSeveralDirectoriesAreTheFirstOnesThenTheOthers() throws IOException {
    write("consoles-1/" + ID + "/stderr", "first");
    write("consoles-2/" + ID + "/stderr", "a copy");
    write("consoles-2/" + ID + "/stderr.1", "another");
    Application application = cluster.application(ID).orElseThrow();
    Container driver = application.lastAttempt().driver().orElseThrow();
    assertThat(cluster.logs(application, driver))
        .extracting(part -> part.stream() + part.number() + "=" + text(part))
        .containsExactly("stderr0=first", "stderr1=another");
  }

  @Test
  void aConsoleThatWasRolledIsOneLogWhoseRecordsMayGoOn() throws IOException {
    write("consoles-1/" + ID + "/stderr--2026-11-20--03", "a record that ");
    write("consoles-1/" + ID + "/stderr", "goes on\n");
    Application application = cluster.application(ID).orElseThrow();
    Container driver = application.lastAttempt().driver().orElseThrow();
    assertThat(cluster.logs(application, driver))
        .extracting(part -> part.part().map(CutLog.Part::index))
        .containsExactly(Optional.of(0), Optional.of(1));
  }

  private static String text(StreamFile part) {
    try {
      return new String(LogsText.of(part.file()), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aListThatNothingHasChangedInIsNotMadeAgain() throws IOException {
    Path logs = directory("events");
    Files.writeString(
        logs.resolve(ID),
        "{\"Event\":\"SparkListenerApplicationStart\",\"App Name\":\"n\",\"App ID\":\""
            + ID
            + "\",\"Timestamp\":1,\"User\":\"u\"}\n");
    write("work-3/" + OTHER + "/0/stderr", "text");
    try (SparkCluster real =
        SparkCluster.open(
            "spark",
            EventLogs.open(List.of(logs), files),
            List.of(temp.resolve("work-3")),
            List.of(),
            files)) {
      List<Application> listed = real.applications();
      assertThat(listed).hasSize(2);
      Files.setLastModifiedTime(temp.resolve("work-3"), FileTime.from(NOW.minusSeconds(60)));
      real.applications();
      assertThat(real.applications()).isSameAs(real.applications());
      write("work-3/app-20261120060000-0009/0/stderr", "text");
      assertThat(real.applications()).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource({",true", "mallory,false", "nobody,true"})
  void aDriverIsShownToWhoMayHaveWrittenItsLog(String writer, boolean shown) throws IOException {
    write("work-1/" + DRIVER + "/stderr", "of the driver");
    events.add(
        ID,
        KnownEvents.endedBy(
            Optional.ofNullable(writer),
            OptionalInt.of(0),
            Optional.of(process("driver", "driverId=" + DRIVER))));
    assertThat(attempt().driver().map(Container::id))
        .isEqualTo(shown ? Optional.of(DRIVER) : Optional.empty());
  }

  @Test
  void whoOwnsADriversDirectoryWritesItsLog() throws IOException {
    write("work-1/" + DRIVER + "/stderr", "of the driver");
    String owner = Files.getOwner(temp.resolve("work-1/" + DRIVER)).getName();
    events.add(
        ID,
        KnownEvents.endedBy(
            Optional.of(owner),
            OptionalInt.of(0),
            Optional.of(process("driver", "driverId=" + DRIVER))));
    assertThat(attempt().driver()).isPresent();
  }

  @Test
  void noLinkLeadsOutOfADirectory() throws IOException {
    write("secret.log", "secret");
    write("work-1/" + OTHER + "/0/stderr", "another's");
    write("work-1/" + ID + "/0/stdout", "mine");
    Path mine = temp.resolve("work-1/" + ID + "/0");
    Files.createSymbolicLink(mine.resolve("stderr"), Path.of("../../" + OTHER + "/0/stderr"));
    Files.createSymbolicLink(mine.resolve("a.log"), temp.resolve("secret.log"));
    Files.createSymbolicLink(
        mine.resolve("stdout--2026-11-20"), Path.of("../../" + OTHER + "/0/stderr"));
    Files.createSymbolicLink(mine.resolveSibling("1"), Path.of("../" + OTHER + "/0"));
    Files.createSymbolicLink(temp.resolve("work-1/app-20261120060000-0002"), Path.of(OTHER));
    assertThat(attempt().containers()).extracting(Container::id).containsExactly(ID + "_0");
    assertThat(names(ID + "_0")).containsExactly("stdout");
    assertThat(text(ID + "_0", "stderr")).isEmpty();
    assertThat(text(ID + "_0", "a.log")).isEmpty();
    assertThat(text(ID + "_0", "stdout--2026-11-20")).isEmpty();
    assertThat(text(ID + "_0", "stdout")).contains("mine");
    assertThat(cluster.application("app-20261120060000-0002")).isEmpty();
  }
}
