package io.millpond.clusters.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs that are being written. */
class RunningLogTest {
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

  private LoggedAttempt attempt(String id) throws IOException {
    return logs.application(id).orElseThrow().attempts().getLast();
  }

  /** A file that compacting makes may be given the number of one that it has removed. */
  @Test
  void aFileOfAnotherNameIsAnotherFile() throws IOException {
    Path home = Files.createDirectory(directory.resolve("eventlog_v2_app-1"));
    Files.createFile(home.resolve("appstatus_app-1.inprogress"));
    Path first = home.resolve("events_1_app-1");
    StringBuilder events = new StringBuilder(Logs.environment("") + Logs.start("app-1", 7));
    StringBuilder compacted = new StringBuilder(events);
    for (int i = 0; i < 4; i++) {
      events.append(Logs.executor("" + i)).append(Logs.task(i));
    }
    for (int i = 0; i < 10; i++) {
      compacted.append(Logs.executor("" + i));
    }
    Files.writeString(first, events);
    assertThat(attempt("app-1").executors()).hasSize(4);
    assertThat(compacted).hasSizeGreaterThan(events.length());
    Files.writeString(first, compacted);
    Files.move(first, home.resolve("events_1_app-1.compact"));
    assertThat(attempt("app-1").executors()).hasSize(10);
  }

  @ParameterizedTest
  @EnumSource
  void isReadOnWhereItHadCome(Logs.Codec codec) throws IOException {
    Path running = directory.resolve("app-1" + codec.suffix + ".inprogress");
    try (OutputStream out = Logs.open(running, codec)) {
      assertThat(logs.application("app-1")).isEmpty();
      out.write(
          Logs.environment("\"spark.millpond.itemId\":\"i\",\"spark.a\":\"b\"").getBytes(UTF_8));
      out.write(Logs.start("app-1", 7).getBytes(UTF_8));
      out.flush();
      assertThat(attempt("app-1").start()).contains(Instant.ofEpochMilli(7));
      assertThat(attempt("app-1").end()).isEmpty();
      assertThat(logs.application("app-1").orElseThrow().properties())
          .containsOnlyKeys("spark.millpond.itemId");
      for (int i = 0; i < 50; i++) {
        String line = Logs.executor("" + i) + Logs.task(i);
        out.write(line.substring(0, 60).getBytes(UTF_8));
        out.flush();
        assertThat(attempt("app-1").executors()).hasSize(i);
        out.write(line.substring(60).getBytes(UTF_8));
        out.flush();
        assertThat(attempt("app-1").executors()).hasSize(i + 1);
      }
      out.write(Logs.end(9, 3).getBytes(UTF_8));
    }
    Files.move(running, directory.resolve("app-1" + codec.suffix));
    assertThat(attempt("app-1").end()).contains(Instant.ofEpochMilli(9));
    assertThat(attempt("app-1").exitCode()).hasValue(3);
    assertThat(attempt("app-1").executors()).hasSize(50);
    assertThat(logs.applications().getLast().attempts().getLast().exitCode()).hasValue(3);
  }
}
