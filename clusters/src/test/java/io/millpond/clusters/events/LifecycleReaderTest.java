package io.millpond.clusters.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.Fixtures;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.OpenFiles;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LifecycleReaderTest {
  private static final String REMOVED =
      "{\"Event\":\"SparkListenerExecutorRemoved\",\"Timestamp\":7,\"Executor ID\":\"2\","
          + "\"Removed Reason\":\"%s\"}\n";

  @TempDir Path temp;
  private final Told told = new Told();
  private SharedFiles files;

  @BeforeEach
  void start() {
    files = SharedFiles.start();
  }

  @AfterEach
  void stop() {
    files.close();
    assertThat(OpenFiles.count()).as("files left open").isZero();
  }

  /** What a reader told. */
  private static final class Told implements LifecycleReader.Sink {
    final List<ApplicationEvent> events = new ArrayList<>();
    int unreadable;
    long bytes;

    @Override
    public void event(ApplicationEvent event) {
      events.add(event);
    }

    @Override
    public void unreadable() {
      unreadable++;
    }

    @Override
    public void progress(int count) {
      bytes += count;
    }

    List<String> lines() {
      return events.stream()
          .map(event ->
              "%d %s %s %s"
                  .formatted(
                      event.time().toEpochMilli(),
                      event.kind(),
                      event.executorId().isEmpty() ? "-" : event.executorId(),
                      event.text()))
          .toList();
    }
  }

  private void read(Path directory, String id) throws IOException {
    try (EventLogs logs = EventLogs.open(List.of(directory), files)) {
      LifecycleReader reader = new LifecycleReader(told);
      for (StoredFile part : LifecycleReader.parts(logs.files(id, OptionalInt.empty()))) {
        reader.read(part);
      }
    }
  }

  private static byte[] text() {
    StringBuilder text = new StringBuilder(Logs.start("app-1", 5));
    for (int i = 0; i < 2000; i++) {
      text.append(Logs.task(i)).append(i == 1000 ? Logs.executor("2") : "");
    }
    return (text + REMOVED.formatted("lost") + Logs.end(9, 1)).getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Logs.Codec.class)
  void allCodecsTellTheSame(Logs.Codec codec) throws IOException {
    byte[] text = text();
    try (OutputStream out = Logs.open(temp.resolve("app-1" + codec.suffix), codec)) {
      out.write(text);
    }
    read(temp, "app-1");
    assertThat(told.lines())
        .containsExactly(
            "5 APPLICATION_START - n-app-1",
            "1 EXECUTOR_ADDED 2 h2",
            "7 EXECUTOR_REMOVED 2 lost",
            "9 APPLICATION_END - exit code 1");
    assertThat(told.bytes).isEqualTo(text.length);
    for (ApplicationEvent event : told.events) {
      String line = new String(text, (int) event.offset(), 60, StandardCharsets.UTF_8);
      String name = event.kind().name().replace("_", "").toLowerCase(java.util.Locale.ROOT);
      assertThat(line).containsIgnoringCase("SparkListener" + name);
    }
  }

  @ParameterizedTest
  @EnumSource(Logs.Codec.class)
  void aLogThatGoesOnEndsWhereItIsWritten(Logs.Codec codec) throws IOException {
    if (codec == Logs.Codec.GZ) {
      return; // Nobody writes a running log so.
    }
    try (OutputStream out =
        Logs.open(temp.resolve("app-1" + codec.suffix + ".inprogress"), codec)) {
      out.write(Logs.start("app-1", 5).getBytes(StandardCharsets.UTF_8));
      out.write(Logs.executor("2").getBytes(StandardCharsets.UTF_8));
      out.flush();
      read(temp, "app-1");
    }
    assertThat(told.lines())
        .containsExactly("5 APPLICATION_START - n-app-1", "1 EXECUTOR_ADDED 2 h2");
  }

  @Test
  void damageIsToldAfterWhatComesBeforeIt() throws IOException {
    Path file = temp.resolve("app-1.gz");
    try (OutputStream out = Logs.open(file, Logs.Codec.GZ)) {
      out.write(Logs.start("app-1", 5).getBytes(StandardCharsets.UTF_8));
      out.flush();
      out.write(text());
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 20));
    assertThatThrownBy(() -> read(temp, "app-1")).isInstanceOf(DamagedFileException.class);
    assertThat(told.lines()).contains("5 APPLICATION_START - n-app-1");
  }

  @Test
  void linesThatCannotBeReadAreCounted() throws IOException {
    Files.writeString(
        temp.resolve("app-1"),
        Logs.start("app-1", 5)
            + "{\"Event\":\"SparkListenerExecutorAdded\",\"Timestamp\":\n"
            + "{\"Event\":\"SparkListenerExecutorRemoved\",\"Executor ID\":\"2\"}\n"
            + REMOVED.formatted("x".repeat(5000)));
    read(temp, "app-1");
    assertThat(told.unreadable).isEqualTo(2);
    assertThat(told.events.getLast().text()).hasSize(2049).endsWith("x…");
  }

  @Test
  void aCompactedFileStandsForThoseBeforeIt() throws IOException {
    Path log = Files.createDirectories(temp.resolve("eventlog_v2_app-1"));
    Files.writeString(log.resolve("appstatus_app-1"), "");
    Files.writeString(log.resolve("events_1_app-1"), Logs.start("app-1", 5) + Logs.executor("1"));
    Files.writeString(log.resolve("events_2_app-1"), Logs.executor("2"));
    Files.writeString(
        log.resolve("events_2_app-1.compact"), Logs.start("app-1", 5) + Logs.executor("2"));
    Files.writeString(log.resolve("events_10_app-1"), Logs.end(9));
    Files.writeString(log.resolve("events_3_app-1"), Logs.executor("3"));
    read(temp, "app-1");
    assertThat(told.lines())
        .containsExactly(
            "5 APPLICATION_START - n-app-1",
            "1 EXECUTOR_ADDED 2 h2",
            "1 EXECUTOR_ADDED 3 h3",
            "9 APPLICATION_END - ");
  }

  @Test
  void realLogsTellWhoCameAndWent() throws Exception {
    read(
        Fixtures.unpack("spark-standalone-4.2-cluster", temp).resolve("events"),
        "app-20261120040251-0000");
    assertThat(told.lines())
        .containsExactly(
            "1795147370663 APPLICATION_START - LabPi",
            "1795147381190 EXECUTOR_ADDED 1 localhost",
            "1795147381811 EXECUTOR_ADDED 0 localhost",
            "1795147386426 APPLICATION_END - exit code 0");
    assertThat(told.unreadable).isZero();
  }
}
