package io.millpond.clusters.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found in directories of event logs. */
class EventLogsTest {
  private static final String ID = "application_1741176604085_0001";

  private final SharedFiles files = SharedFiles.start();
  @TempDir Path directory;
  private EventLogs logs;

  @BeforeEach
  void open() throws IOException {
    logs = EventLogs.open(List.of(directory), files);
  }

  @AfterEach
  void close() throws IOException {
    logs.close();
    files.close();
  }

  private void write(String name, String... lines) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("", lines));
  }

  private void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to));
  }

  private LoggedApplication application() throws IOException {
    return logs.application(ID).orElseThrow();
  }

  private List<String> executors() throws IOException {
    return application().attempts().getLast().executors().stream().map(LoggedProcess::id).toList();
  }

  @Test
  void anEmptyDirectoryHasNoApplications() throws IOException {
    assertThat(logs.applications()).isEmpty();
    assertThat(logs.application(ID)).isEmpty();
    assertThat(logs.files(ID, OptionalInt.empty())).isEmpty();
  }

  @Test
  void nobodyIsShownAnothersLogThroughALink() throws IOException {
    write(ID, Logs.start(ID, 5));
    Files.createSymbolicLink(directory.resolve("app-9"), directory.resolve(ID));
    Path rolled = Files.createDirectory(directory.resolve("eventlog_v2_app-8"));
    Files.createSymbolicLink(rolled.resolve("events_1_app-8"), directory.resolve(ID));
    assertThat(logs.applications()).extracting(LoggedApplication::id).containsExactly(ID);
    assertThat(logs.files(ID, OptionalInt.empty())).hasSize(1);
  }

  @Test
  void whereNoDirectoryIsConfiguredThereAreNoApplications() throws IOException {
    try (EventLogs none = EventLogs.open(List.of(), files)) {
      assertThat(none.applications()).isEmpty();
      assertThat(none.application(ID)).isEmpty();
    }
  }

  @Test
  void attemptsBelongToOneApplication() throws IOException {
    write(ID + "_1", Logs.environment("\"spark.millpond.itemId\":\"old\""), Logs.start(ID, 1, 5));
    write(
        ID + "_2.inprogress",
        Logs.environment("\"spark.millpond.itemId\":\"new\""),
        Logs.start(ID, 2, 6),
        Logs.executor("7"));
    write("application_1741176604085_0002", Logs.start("application_1741176604085_0002", 4));
    assertThat(application().attempts()).extracting(LoggedAttempt::number).containsExactly(1, 2);
    assertThat(application().properties()).containsEntry("spark.millpond.itemId", "new");
    assertThat(executors()).containsExactly("7");
    assertThat(logs.applications())
        .extracting(LoggedApplication::id)
        .containsExactly(ID, "application_1741176604085_0002");
    assertThat(logs.files(ID, OptionalInt.empty()))
        .extracting(StoredFile::name)
        .containsExactly(ID + "_1", ID + "_2.inprogress");
    assertThat(logs.files(ID, OptionalInt.of(2)))
        .extracting(StoredFile::name)
        .containsExactly(ID + "_2.inprogress");
  }

  @Test
  void theEventIsBelievedOverTheName() throws IOException {
    write(ID + "_9", Logs.start(ID, 2, 5));
    write("app-2_3", Logs.start("app-2", 5));
    assertThat(application().attempts()).extracting(LoggedAttempt::number).containsExactly(2);
    assertThat(logs.application("app-2").orElseThrow().attempts().getLast().number()).isEqualTo(3);
  }

  @Test
  void whatIsNoEventLogIsPassedOver() throws IOException {
    write("README.md", Logs.start(ID, 5));
    write(".hidden", Logs.start(ID, 5));
    write(ID + ".snappy", Logs.start(ID, 5));
    write("subdirectory/" + ID, Logs.start(ID, 5));
    write("garbage", "x".repeat(3 << 20), "\n", Logs.start(ID, 5));
    write("empty");
    Files.createDirectories(directory.resolve("eventlog_v2_empty"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("link"));
    assertThat(logs.applications()).isEmpty();
    assertThat(logs.application(ID)).isEmpty();
    write(ID + "_1", "not an event\n", Logs.start(ID, 5));
    assertThat(application().name()).isEqualTo("n-" + ID);
  }

  @ParameterizedTest
  @EnumSource
  void rolledLogsGrowAndEnd(Logs.Codec codec) throws IOException {
    String rolled = "eventlog_v2_" + ID + "_1/";
    write(rolled + "appstatus_" + ID + "_1.inprogress");
    Path first = directory.resolve(rolled + "events_1_" + ID + "_1" + codec.suffix);
    Path second = directory.resolve(rolled + "events_2_" + ID + "_1" + codec.suffix);
    try (OutputStream out = Logs.open(first, codec)) {
      out.write((Logs.environment("") + Logs.start(ID, 1, 5) + Logs.executor("1")).getBytes(UTF_8));
      out.flush();
      assertThat(executors()).containsExactly("1");
      out.write((Logs.executor("2") + "{\"Event\":\"torn").getBytes(UTF_8));
    }
    try (OutputStream out = Logs.open(second, codec)) {
      assertThat(executors()).containsExactly("1", "2");
      out.write(Logs.executor("3").getBytes(UTF_8));
      out.flush();
      assertThat(executors()).containsExactly("1", "2", "3");
      assertThat(logs.applications().getLast().attempts().getLast().end()).isEmpty();
      out.write((Logs.executor("4") + Logs.end(9, 1)).getBytes(UTF_8));
    }
    rename(rolled + "appstatus_" + ID + "_1.inprogress", rolled + "appstatus_" + ID + "_1");
    assertThat(executors()).containsExactly("1", "2", "3", "4");
    for (LoggedApplication told : List.of(application(), logs.applications().getFirst())) {
      assertThat(told.attempts().getLast().end()).contains(Instant.ofEpochMilli(9));
      assertThat(told.attempts().getLast().exitCode()).hasValue(1);
    }
    assertThat(logs.files(ID, OptionalInt.of(1))).hasSize(3);
  }

  @Test
  void aCompactedFileStandsInForThoseBeforeIt() throws IOException {
    String rolled = "eventlog_v2_" + ID + "/";
    write(rolled + "appstatus_" + ID + ".inprogress");
    write(rolled + "events_1_" + ID, Logs.environment(""), Logs.start(ID, 5), Logs.executor("1"));
    write(rolled + "events_2_" + ID, Logs.executor("2"));
    write(rolled + "events_10_" + ID, Logs.executor("10"));
    assertThat(executors()).containsExactly("1", "2", "10");
    write(
        rolled + "events_2_" + ID + ".compact",
        Logs.environment(""),
        Logs.start(ID, 5),
        Logs.executor("2"));
    assertThat(executors()).containsExactly("2", "10");
    Files.delete(directory.resolve(rolled + "events_1_" + ID));
    Files.delete(directory.resolve(rolled + "events_2_" + ID));
    assertThat(executors()).containsExactly("2", "10");
    write(rolled + "events_11_" + ID, Logs.executor("11"));
    assertThat(executors()).containsExactly("2", "10", "11");
    assertThat(logs.files(ID, OptionalInt.empty()))
        .extracting(file -> file.name().substring(rolled.length()))
        .containsExactly(
            "events_2_" + ID + ".compact",
            "events_10_" + ID,
            "events_11_" + ID,
            "appstatus_" + ID + ".inprogress");
  }

  @Test
  void deletedLogsAreForgotten() throws IOException {
    write(ID, Logs.start(ID, 5));
    write("app-2", Logs.start("app-2", 6));
    assertThat(logs.applications()).hasSize(2);
    assertThat(application().id()).isEqualTo(ID);
    Files.delete(directory.resolve(ID));
    assertThat(logs.application(ID)).isEmpty();
    assertThat(logs.files(ID, OptionalInt.empty())).isEmpty();
    assertThat(logs.applications()).extracting(LoggedApplication::id).containsExactly("app-2");
  }

  @Test
  void aLogThatBecameShorterIsReadAnew() throws IOException {
    write(ID, Logs.start(ID, 5), Logs.executor("1"), Logs.executor("2"));
    assertThat(executors()).containsExactly("1", "2");
    write(ID, Logs.start(ID, 5), Logs.executor("3"));
    assertThat(executors()).containsExactly("3");
  }

  @Test
  void filesAreServedAsTheyAre() throws IOException {
    write(ID, Logs.start(ID, 5));
    StoredFile file = logs.files(ID, OptionalInt.of(1)).getFirst();
    assertThat(file.length()).isEqualTo(Files.size(directory.resolve(ID)));
    try (Content content = file.open()) {
      assertThat(content.length()).isEqualTo(file.length());
    }
  }

  @Test
  void aLogThisProcessMayNotReadHidesNoOther() throws IOException {
    write("app-2", Logs.start("app-2", 6));
    write(ID, Logs.start(ID, 5));
    Files.createSymbolicLink(directory.resolve("app-3"), Path.of("app-3"));
    Files.setPosixFilePermissions(
        directory.resolve("app-2"),
        java.util.Set.<java.nio.file.attribute.PosixFilePermission>of());
    assertThat(logs.applications()).extracting(LoggedApplication::id).contains(ID);
  }

  @Test
  void theSameAttemptInTwoDirectoriesIsToldOnce() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    write(ID + "_1.inprogress", Logs.start(ID, 1, 5), Logs.executor("old"));
    write("other/" + ID + "_1", Logs.start(ID, 1, 5), Logs.executor("new"), Logs.end(9));
    try (EventLogs both = EventLogs.open(List.of(directory, other), files)) {
      LoggedApplication told = both.application(ID).orElseThrow();
      assertThat(told.attempts()).hasSize(1);
      assertThat(told.attempts().getFirst().executors())
          .extracting(LoggedProcess::id)
          .containsExactly("new");
    }
  }
}
