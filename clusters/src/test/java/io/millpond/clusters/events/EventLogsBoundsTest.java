package io.millpond.clusters.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Limits;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, and read, of logs that are larger than they should be. */
class EventLogsBoundsTest {
  @TempDir Path directory;

  private LoggedAttempt ask(String id) throws IOException {
    try (SharedFiles files = SharedFiles.start();
        EventLogs logs = EventLogs.open(List.of(directory), files)) {
      return logs.application(id).orElseThrow().attempts().getLast();
    }
  }

  @Test
  void moreExecutorsThanAreKeptAreLeftOut() throws IOException {
    String address = "\"Log Urls\":{\"stdout\":\"%s\"}".formatted("u".repeat(2000));
    try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("app-1"))) {
      out.write(Logs.start("app-1", 5));
      for (int i = 0; i < 4000; i++) {
        out.write(Logs.executor("" + i).replace("\"Log Urls\":{}", address));
      }
      out.write(Logs.end(9));
    }
    LoggedAttempt attempt = ask("app-1");
    assertThat(attempt.end()).contains(Instant.ofEpochMilli(9));
    assertThat(attempt.executors().size()).isBetween(1000, 3000);
    assertThat(attempt.executors().getFirst().id()).isEqualTo("0");
  }

  @Test
  void manyOrdinaryExecutorsAreKept() throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("app-1"))) {
      out.write(Logs.start("app-1", 5));
      for (int i = 0; i < 6000; i++) {
        out.write(Logs.executor("" + i));
      }
    }
    assertThat(ask("app-1").executors()).hasSize(6000);
  }

  @Test
  void aBombEndsTheLog() throws IOException {
    byte[] zeros = new byte[1 << 20];
    for (Logs.Codec codec : List.of(Logs.Codec.ZSTD, Logs.Codec.GZ, Logs.Codec.LZ4)) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = codec.encode(packed)) {
        out.write(Logs.start("app-1", 5).getBytes(UTF_8));
        for (int i = 0; i < 64; i++) {
          out.write(zeros);
        }
        out.write(("\n" + Logs.end(9)).getBytes(UTF_8));
      }
      Path file = Files.write(directory.resolve("app-1" + codec.suffix), packed.toByteArray());
      LoggedAttempt attempt = ask("app-1");
      assertThat(attempt.start()).isPresent();
      // zstd alone packs a thousand times more than any log; the others end by themselves.
      assertThat(attempt.end().isPresent()).isEqualTo(codec != Logs.Codec.ZSTD);
      Files.delete(file);
    }
  }

  @Test
  void logsThatWereWrittenToLongestAgoAreLeftOutWhereThereIsNoRoom() throws IOException {
    for (int i = 0; i < 100; i++) {
      Path file = directory.resolve("app-" + i);
      Files.writeString(file, Logs.start("app-" + i, 5));
      Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000 + i)));
    }
    try (LogRoot root = LogRoot.open(directory)) {
      LogIndex index = new LogIndex(List.of(new EventDirectory(root)), 100_000);
      index.refresh(true, Limits.LOOK_TIME);
      List<LoggedApplication> some = index.view().orElseThrow().newestFirst();
      assertThat(some).hasSizeBetween(20, 90);
      assertThat(some).extracting(LoggedApplication::id).contains("app-99", "app-98");
      assertThat(some).extracting(LoggedApplication::id).doesNotContain("app-0", "app-1");
      for (int i = 50; i < 100; i++) {
        Files.delete(directory.resolve("app-" + i));
      }
      index.refresh(true, Limits.LOOK_TIME);
      assertThat(index.view().orElseThrow().newestFirst())
          .hasSize(50)
          .extracting(LoggedApplication::id)
          .contains("app-0");
    }
  }

  @Test
  void logsThatWereReadAreForgottenWhereThereIsNoRoom() throws IOException {
    WholeLogs whole = new WholeLogs(100_000, new LogReaders());
    List<FoundLog> found = new ArrayList<>();
    try (LogRoot root = LogRoot.open(directory)) {
      for (int i = 0; i < 100; i++) {
        Files.writeString(directory.resolve("app-" + i), Logs.start("app-" + i, 5));
      }
      EventDirectory events = new EventDirectory(root);
      events.lookForNames();
      found.addAll(events.logs().values());
      for (int round = 0; round < 2; round++) {
        for (FoundLog log : found) {
          assertThat(whole.read(log).orElseThrow().log().name().text())
              .isEqualTo(log.name().text());
          assertThat(whole.bytes()).isBetween(1L, 100_000L);
        }
      }
      whole.close();
      assertThat(whole.bytes()).isZero();
    }
  }

  @Test
  void aVeryLongCompressedLogIsNotDecodedForASummary() throws IOException {
    Path file = directory.resolve("app-1.zstd");
    byte[] noise = new byte[1 << 20];
    Random random = new Random(7);
    try (OutputStream out = Logs.open(file, Logs.Codec.ZSTD)) {
      out.write((Logs.environment("") + Logs.start("app-1", 5)).getBytes(UTF_8));
      for (long size = 0; size <= Limits.MAX_SUMMARY_COMPRESSED_BYTES; size += noise.length) {
        random.nextBytes(noise);
        out.write(noise);
      }
      out.write(("\n" + Logs.end(9, 3)).getBytes(UTF_8));
    }
    try (SharedFiles files = SharedFiles.start();
        EventLogs logs = EventLogs.open(List.of(directory), files)) {
      LoggedAttempt summary = logs.applications().getFirst().attempts().getLast();
      assertThat(summary.end()).contains(summary.lastWritten());
      assertThat(summary.exitCode()).isEmpty();
      assertThat(logs.application("app-1").orElseThrow().attempts().getLast().exitCode())
          .hasValue(3);
      summary = logs.applications().getFirst().attempts().getLast();
      assertThat(summary.end()).contains(Instant.ofEpochMilli(9));
      assertThat(summary.exitCode()).hasValue(3);
    }
  }
}
