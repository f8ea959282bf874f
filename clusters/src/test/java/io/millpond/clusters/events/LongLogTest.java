package io.millpond.clusters.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millpond.clusters.Limits;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs that take longer to read than anybody waits. */
@Timeout(240)
final class LongLogTest {
  /** For what other threads do: the machine may be busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration LONG = Duration.ofHours(1);
  private static final int EXECUTORS = 200;

  private final SharedFiles files = SharedFiles.start();
  @TempDir Path directory;
  private LogRoot root;

  @BeforeEach
  void open() throws IOException {
    root = LogRoot.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    root.close();
    files.close();
  }

  private EventLogs logs(int sliceBytes, Duration patience, Duration interest) throws IOException {
    LogReaders readers = new LogReaders(sliceBytes, patience, interest);
    return new EventLogs(List.of(LogRoot.open(directory)), files, readers);
  }

  private static LoggedAttempt attempt(EventLogs logs, String id) throws IOException {
    return logs.application(id).orElseThrow().attempts().getLast();
  }

  private void writeLong(String id, Logs.Codec codec) throws IOException {
    try (OutputStream out = Logs.open(directory.resolve(id + codec.suffix), codec)) {
      out.write((Logs.environment("") + Logs.start(id, 5)).getBytes(UTF_8));
      for (int i = 0; i < EXECUTORS; i++) {
        out.write((Logs.executor("" + i) + Logs.task(i).repeat(100)).getBytes(UTF_8));
      }
      out.write(Logs.end(9, 3).getBytes(UTF_8));
    }
  }

  /** Terabytes that take no room, and no time to write. */
  private void writeHole(String id) throws IOException {
    Path file = directory.resolve(id);
    Files.writeString(file, Logs.environment("") + Logs.start(id, 5) + Logs.executor("1"));
    try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
      hole.setLength(4L << 40);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKnownByNowIsToldAndTheRestComesLater(Logs.Codec codec) throws IOException {
    writeLong("app-1", codec);
    try (EventLogs logs = logs(1000, Duration.ZERO, LONG)) {
      LoggedAttempt first = attempt(logs, "app-1");
      assertThat(first.executors()).hasSizeLessThan(EXECUTORS);
      assertThat(first.start()).contains(Instant.ofEpochMilli(5));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            LoggedAttempt now = attempt(logs, "app-1");
            assertThat(now.executors()).hasSize(EXECUTORS);
            assertThat(now.end()).contains(Instant.ofEpochMilli(9));
            assertThat(now.exitCode()).hasValue(3);
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsReadTwiceWhereItIsGivenUpMeanwhile(Logs.Codec codec) throws IOException {
    writeLong("app-1", codec);
    try (EventLogs logs = logs(1000, Duration.ZERO, Duration.ZERO)) {
      int known = 0;
      boolean ended = false;
      while (known < EXECUTORS || !ended) {
        LoggedAttempt now = attempt(logs, "app-1");
        assertThat(now.executors()).hasSizeGreaterThanOrEqualTo(known);
        known = now.executors().size();
        ended = now.exitCode().isPresent();
      }
    }
  }

  @Test
  void allWhoWaitAreTold() throws IOException {
    writeLong("app-1", Logs.Codec.ZSTD);
    try (EventLogs logs = logs(10_000, LONG, LONG)) {
      List<CompletableFuture<Integer>> asking = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        asking.add(
            CompletableFuture.supplyAsync(() -> {
              try {
                return attempt(logs, "app-1").executors().size();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
      }
      assertThat(asking).allSatisfy(told -> assertThat(told.join()).isEqualTo(EXECUTORS));
    }
  }

  @Test
  void anEndlessLogHoldsUpNobody() throws IOException {
    writeHole("app-1");
    writeHole("app-2");
    writeHole("app-3");
    Files.writeString(
        directory.resolve("app-4"),
        Logs.environment("") + Logs.start("app-4", 5) + Logs.executor("1"));
    try (EventLogs logs = logs(1 << 20, Duration.ZERO, LONG)) {
      for (int i = 1; i <= 4; i++) {
        assertThat(attempt(logs, "app-" + i).executors()).hasSize(1);
      }
      assertThat(logs.applications()).hasSize(4);
    }
  }

  @Test
  void nobodyReadsForWhomNobodyWaits() throws IOException {
    writeHole("app-1");
    try (EventLogs logs = logs(1 << 20, Duration.ZERO, Duration.ZERO)) {
      assertThat(attempt(logs, "app-1").executors()).hasSize(1);
      await()
          .atMost(PATIENCE)
          .until(() ->
              Thread.getAllStackTraces().entrySet().stream()
                  .filter(
                      thread -> thread.getKey().getName().startsWith("millpond-long-event-logs"))
                  .allMatch(thread -> isIdle(thread.getValue())));
    }
  }

  private static boolean isIdle(StackTraceElement[] stack) {
    return List.of(stack).stream().noneMatch(at -> at.getClassName().endsWith(".LogReading"));
  }

  @Test
  void aLogEndsWhereItGoesOnBeyondAllMeasure() throws IOException {
    writeHole("app-1");
    writeLong("app-2", Logs.Codec.PLAIN);
    EventDirectory events = new EventDirectory(root);
    events.lookForNames();
    FoundLog hole = found(events, "app-1");
    FoundLog text = found(events, "app-2");
    try (LogReading first = new LogReading(Long.MAX_VALUE, 1 << 20);
        LogReading second = new LogReading(200_000, Long.MAX_VALUE)) {
      assertThat(first.advance(hole, 4L << 40)).isTrue();
      assertThat(first.facts().executors()).hasSize(1);
      assertThat(second.advance(text, Long.MAX_VALUE)).isTrue();
      int known = second.facts().executors().size();
      assertThat(known).isBetween(1, EXECUTORS - 1);
      // It is not read again when it has grown.
      Files.writeString(directory.resolve("app-2"), Logs.task(3), StandardOpenOption.APPEND);
      assertThat(second.advance(text.again(), Long.MAX_VALUE)).isTrue();
      assertThat(second.facts().executors()).hasSize(known);
    }
  }

  private FoundLog found(EventDirectory events, String name) {
    return Objects.requireNonNull(events.logs().get(new FoundLog.Key(root, name, false)));
  }

  @Test
  void aDecoderThatGivesNothingIsStopped() throws IOException {
    Files.write(directory.resolve("bytes"), new byte[1000]);
    try (LogInput input = new LogInput();
        var file = root.open("bytes")) {
      input.attach(file);
      input.allow(100);
      assertThat(input.read(new byte[100])).isEqualTo(100);
      assertThatThrownBy(() -> input.read(new byte[1])).isInstanceOf(ZipException.class);
      input.allow(100);
      assertThat(input.read(new byte[50])).isEqualTo(50);
    }
  }

  @Test
  void aGlanceTellsTheBeginningAndThatThereIsMore() throws IOException {
    Path file = directory.resolve("app-1.gz");
    try (OutputStream out = Logs.open(file, Logs.Codec.GZ)) {
      out.write((Logs.environment("") + Logs.start("app-1", 5)).getBytes(UTF_8));
      for (int i = 0; i < 4 * Limits.GLANCE_BYTES / 1000; i++) {
        out.write((Logs.task(250) + Logs.task(i)).getBytes(UTF_8));
      }
      out.write(("\n" + Logs.end(9, 3)).getBytes(UTF_8));
    }
    EventDirectory events = new EventDirectory(root);
    LogIndex index = new LogIndex(List.of(events), Limits.MAX_SUMMARIES_BYTES);
    assertThat(index.refresh(true, Duration.ZERO)).isFalse();
    assertThat(index.view().orElseThrow().newestFirst()).isEmpty();
    assertThat(index.refresh(true, Limits.LOOK_TIME)).isTrue();
    assertThat(only(index).start()).contains(Instant.ofEpochMilli(5));
    assertThat(only(index).exitCode()).isEmpty();
    List<FoundLog> unfinished = index.takeUnfinished();
    assertThat(unfinished).hasSize(1);
    SummaryReader reader = new SummaryReader();
    index.finish(
        unfinished.getFirst(), reader.read(unfinished.getFirst(), SummaryReader.Effort.THOROUGH));
    index.publish();
    assertThat(only(index).exitCode()).hasValue(3);
    try (EventLogs logs = EventLogs.open(List.of(directory), files)) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> logs.applications().getFirst().attempts().getLast().exitCode().orElse(0) == 3);
    }
  }

  private static LoggedAttempt only(LogIndex index) {
    List<LoggedApplication> all = index.view().orElseThrow().newestFirst();
    assertThat(all).hasSize(1);
    return all.getFirst().attempts().getLast();
  }
}
