package io.millpond.clusters.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random logs, written in random pieces, asked for at random times, against a naive reading. */
class EventLogsRandomTest {
  private static final Pattern EXECUTOR =
      Pattern.compile(
          "^\\{\"Event\":\"SparkListenerExecutorAdded\".*\"Executor ID\":\"(\\d+)\".*}}}$");
  private static final Pattern END =
      Pattern.compile("^\\{\"Event\":\"SparkListenerApplicationEnd\",\"Timestamp\":(\\d+)}$");

  @TempDir Path directory;

  /** What a log tells, by splitting all its text into lines. */
  private record Naive(boolean started, Set<String> executors, Optional<Instant> end) {
    static Naive of(List<String> parts) {
      boolean started = false;
      Set<String> executors = new LinkedHashSet<>();
      Optional<Instant> end = Optional.empty();
      for (String part : parts) {
        String complete = part.substring(0, part.lastIndexOf('\n') + 1);
        for (String line : complete.split("\n", -1)) {
          started |= line.startsWith("{\"Event\":\"SparkListenerApplicationStart\"");
          Matcher executor = EXECUTOR.matcher(line);
          if (executor.matches()) {
            executors.add(executor.group(1));
          }
          Matcher ended = END.matcher(line);
          if (ended.matches()) {
            end = Optional.of(Instant.ofEpochMilli(Long.parseLong(ended.group(1))));
          }
        }
      }
      return new Naive(started, executors, end);
    }
  }

  @Test
  void tellsWhatANaiveReadingTells() throws IOException {
    long seed = Long.getLong("millpond.seed", System.nanoTime());
    Random random = new Random(seed);
    try (SharedFiles files = SharedFiles.start();
        EventLogs logs = EventLogs.open(List.of(directory), files)) {
      for (int i = 0; i < 60; i++) {
        play("app-" + i, random, logs, "seed " + seed + ", log " + i);
      }
      assertThat(logs.applications()).as("seed " + seed).hasSizeLessThanOrEqualTo(60);
    }
  }

  private void play(String id, Random random, EventLogs logs, String label) throws IOException {
    List<Logs.Codec> codecs = List.of(Logs.Codec.values());
    Logs.Codec codec = codecs.get(random.nextInt(codecs.size()));
    boolean rolling = random.nextBoolean();
    String what = label + ", " + codec + (rolling ? ", rolling" : "");
    Path home = rolling ? directory.resolve("eventlog_v2_" + id) : directory;
    Files.createDirectories(home);
    Path status = home.resolve("appstatus_" + id + ".inprogress");
    if (rolling) {
      Files.createFile(status);
    }
    List<String> parts = new ArrayList<>();
    int count = rolling ? 1 + random.nextInt(4) : 1;
    Path file = home;
    for (int part = 1; part <= count; part++) {
      file =
          home.resolve(
              rolling
                  ? "events_" + part + "_" + id + codec.suffix
                  : id + codec.suffix + ".inprogress");
      parts.add("");
      try (OutputStream out = Logs.open(file, codec)) {
        String text = text(id, random, part == 1);
        for (int at = 0; at < text.length(); ) {
          int to = Math.min(text.length(), at + 1 + random.nextInt(text.length()));
          out.write(text.substring(at, to).getBytes(UTF_8));
          out.flush();
          parts.set(part - 1, text.substring(0, to));
          if (random.nextInt(3) > 0) {
            compare(id, logs, parts, what);
          }
          at = to;
        }
      }
    }
    Path ended = rolling ? status : file;
    String name = ended.getFileName().toString();
    Files.move(ended, ended.resolveSibling(name.substring(0, name.lastIndexOf('.'))));
    compare(id, logs, parts, what);
    Naive naive = Naive.of(parts);
    logs.applications().stream()
        .filter(application -> application.id().equals(id))
        .forEach(summary -> {
          Optional<Instant> end = summary.attempts().getLast().end();
          // In rolled logs only the last file is asked for the end, as Spark writes it.
          if (!rolling || end.isPresent()) {
            assertThat(end).as(what).isEqualTo(naive.end());
          }
        });
  }

  private static void compare(String id, EventLogs logs, List<String> parts, String what)
      throws IOException {
    Naive naive = Naive.of(parts);
    Optional<LoggedApplication> told = logs.application(id);
    assertThat(told.isPresent()).as(what).isEqualTo(naive.started());
    if (told.isPresent()) {
      LoggedAttempt attempt = told.get().attempts().getLast();
      assertThat(attempt.executors())
          .as(what)
          .extracting(LoggedProcess::id)
          .containsExactlyElementsOf(naive.executors());
      assertThat(attempt.end()).as(what).isEqualTo(naive.end());
    }
  }

  private static String text(String id, Random random, boolean first) {
    StringBuilder text = new StringBuilder();
    if (first) {
      text.append(Logs.environment("\"a\":\"" + "b".repeat(random.nextInt(90_000)) + "\""));
      text.append(random.nextInt(10) == 0 ? "" : Logs.start(id, 1 + random.nextInt(1000)));
    }
    int lines = random.nextInt(200);
    for (int i = 0; i < lines; i++) {
      switch (random.nextInt(8)) {
        case 0 -> text.append(Logs.executor("" + random.nextInt(1000)));
        case 1 -> text.append(Logs.executor("7").replace("{", random.nextBoolean() ? "[" : "{{"));
        case 2 -> text.append("\n\n");
        case 3 -> text.append(random.nextInt(20) == 0 ? Logs.end(1 + random.nextInt(1000)) : "x\n");
        default -> text.append(Logs.task(random.nextInt(5000)));
      }
    }
    return text.append(random.nextBoolean() ? Logs.end(5) : "torn").toString();
  }
}
