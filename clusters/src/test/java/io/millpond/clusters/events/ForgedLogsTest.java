package io.millpond.clusters.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that say they are of somebody else's application. */
final class ForgedLogsTest {
  private static final String ID = "app-20261120040251-0000";
  private static final int ALICE = 12_001;
  private static final int MALLORY = 12_002;

  private final SharedFiles files = SharedFiles.start();
  @TempDir Path directory;
  private EventLogs logs;
  private LogRoot root;

  @BeforeEach
  void open() throws IOException {
    logs = EventLogs.open(List.of(directory), files);
    root = LogRoot.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    logs.close();
    root.close();
    files.close();
  }

  private static String text(String id, String item) {
    return Logs.environment("\"spark.millpond.itemId\":\"" + item + "\"") + Logs.start(id, 5);
  }

  private void write(String name, String item, int owner) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text(ID, item));
    Files.setAttribute(directory.resolve(Path.of(name).getName(0)), "unix:uid", owner);
    Files.setAttribute(file, "unix:uid", owner);
    awaitTick(file);
  }

  /** Until what is made is younger: the clock of the files goes by some milliseconds. */
  private void awaitTick(Path file) throws IOException {
    FileTime made = created(file);
    Path other = directory.resolve(".tick");
    do {
      Files.deleteIfExists(other);
      Files.createFile(other);
    } while (created(other).compareTo(made) <= 0);
    Files.delete(other);
  }

  private static FileTime created(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).creationTime();
  }

  private static void assumeSuperuser() {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
  }

  private LoggedApplication only() throws IOException {
    assertThat(logs.applications()).hasSize(1);
    LoggedApplication application = logs.application(ID).orElseThrow();
    assertThat(application.properties()).isEqualTo(logs.applications().getFirst().properties());
    return application;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app-20261120040251-0001",
        "app-20261120040251",
        "app-20261120040251-00000",
        "eventlog_v2_app-20261120040251-0001/events_1_x"
      })
  void aLogIsOfNoOtherApplicationThanItsNameIs(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text(ID, "forged"));
    assertThat(logs.applications()).isEmpty();
    assertThat(logs.application(ID)).isEmpty();
    assertThat(logs.files(ID, OptionalInt.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ID,
        ID + "_3",
        ID + ".zstd",
        ID + "_1.lz4.inprogress",
        "eventlog_v2_" + ID + "/events_1_" + ID,
        "eventlog_v2_" + ID + "_2/events_1_" + ID + "_2.zstd"
      })
  void aLogIsOfTheApplicationOfItsName(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text(ID, "own"));
    assertThat(only().properties()).containsEntry("spark.millpond.itemId", "own");
  }

  @Test
  void anIdIsFoundAsSparkMakesAFileNameOfIt() throws IOException {
    Files.writeString(directory.resolve("my-app-1_5"), text("My App:1.5", "own"));
    assertThat(logs.application("My App:1.5")).isPresent();
  }

  @Test
  void whatAnotherUserWritesOfAnApplicationDoesNotCount() throws IOException {
    assumeSuperuser();
    write(ID + "_1", "own", ALICE);
    write(ID + "_2", "forged", MALLORY);
    write("eventlog_v2_" + ID + "_3/events_1_" + ID + "_3", "forged", MALLORY);
    assertThat(only().properties()).containsEntry("spark.millpond.itemId", "own");
    assertThat(only().attempts()).hasSize(1);
    assertThat(only().attempts().getFirst().writer()).contains("" + ALICE);
    assertThat(logs.files(ID, OptionalInt.empty())).hasSize(1);
  }

  @Test
  void aForgedLogOfTheNameOfARunningOneDoesNotCount() throws IOException {
    assumeSuperuser();
    write(ID + ".inprogress", "own", ALICE);
    write(ID, "forged", MALLORY);
    assertThat(only().properties()).containsEntry("spark.millpond.itemId", "own");
  }

  @Test
  void whoKeepsTheDirectoryGoesBeforeWhoWasThereFirst() throws IOException {
    assumeSuperuser();
    Files.setAttribute(directory, "unix:uid", ALICE);
    write(ID, "forged", MALLORY);
    write(ID + "_1", "own", ALICE);
    assertThat(only().properties()).containsEntry("spark.millpond.itemId", "own");
    assertThat(only().attempts().getFirst().writer()).isEmpty();
  }

  @Test
  void whoWasThereFirstIsTheOwner() throws IOException {
    List<Summary> found = new ArrayList<>();
    found.add(summary(ID + "_2", "mallory", 30, 1));
    found.add(summary(ID + "_1", "alice", 20, 99));
    found.add(summary(ID + "_3", "alice", 40, 99));
    Map<String, String> ignored = new HashMap<>();
    LogView view =
        LogView.EMPTY.next(
            found, Set.of(ID), (log, counted) -> ignored.put(owner(log), owner(counted)));
    assertThat(view.of(ID)).containsOnlyKeys(1, 3);
    assertThat(ignored).containsExactly(Map.entry("mallory", "alice"));
  }

  private static String owner(Summary summary) {
    return summary.log().status().owner();
  }

  private Summary summary(String name, String owner, long created, long modified) {
    FileStatus status =
        new FileStatus(
            name,
            FileStatus.Kind.REGULAR,
            10,
            Instant.ofEpochSecond(modified),
            0600,
            1,
            owner,
            owner,
            1,
            created,
            Optional.of(Instant.ofEpochSecond(created)));
    LogDraft draft = new LogDraft(false);
    byte[] start = Logs.start(ID, 5).strip().getBytes(UTF_8);
    draft.line(LogEvent.Kind.START, start, 0, start.length);
    return new Summary(
        FoundLog.single(root, LogName.of(status).orElseThrow(), "keeper", status), draft.facts());
  }
}
