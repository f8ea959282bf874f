package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The logs of a cluster for exports: an application of YARN with a log in each container. All cover
 * the same hours, so that what is found in them has to be merged.
 */
final class ExportLogs {
  static final String THREAD = "main";

  /** When the logs begin. */
  static final Instant FIRST = Instant.parse("2026-11-20T00:00:00Z");

  private static final String APPLICATION = "application_1795132800000_0001";
  private static final String LOG = "stderr";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS");
  private static final int TIME_CHARS = "2026-11-20 00:00:00,000".length();
  private static final List<String> THREADS =
      List.of(
          THREAD,
          "dispatcher-event-loop-0",
          "Executor task launch worker for task 3.0 in stage 1.0 (TID 8)",
          "block-manager-storage-async-thread-pool-12",
          "shuffle-boss-3-1");
  private static final List<String> LOGGERS =
      List.of("storage.BlockManagerInfo", "scheduler.DAGScheduler", "executor.Executor");
  private static final int ERRORS_PER_THOUSAND = 10;
  private static final int FRAMES = 12;

  private final Path home;
  private final List<Path> files;

  private ExportLogs(Path home, List<Path> files) {
    this.home = home;
    this.files = files;
  }

  /** So many logs of so many bytes, no two alike. */
  static ExportLogs different(Options options, int count, long bytes) throws IOException {
    Path home = options.data().resolve("export-%d-%d".formatted(count, bytes));
    List<Path> files = IntStream.rangeClosed(1, count).mapToObj(i -> file(home, i)).toList();
    for (Path file : files) {
      Lines lines = new Lines(files.indexOf(file));
      DataFiles.file(Files.createDirectories(file.getParent()), LOG, bytes, lines::next);
    }
    return new ExportLogs(home, files);
  }

  /** So many logs that are one file, under names of their own. */
  static ExportLogs alike(Options options, int count, long bytes) throws IOException {
    Path home = options.data().resolve("export-alike-%d-%d".formatted(count, bytes));
    List<Path> files = IntStream.rangeClosed(1, count).mapToObj(i -> file(home, i)).toList();
    Path first = files.getFirst();
    DataFiles.file(Files.createDirectories(first.getParent()), LOG, bytes, new Lines(0)::next);
    for (Path file : files) {
      if (!Files.exists(file)) {
        Files.createLink(Files.createDirectories(file.getParent()).resolve(LOG), first);
      }
    }
    return new ExportLogs(home, files);
  }

  private static Path file(Path home, int number) {
    String container = APPLICATION.replace("application", "container") + "_01_%06d";
    return home.resolve(APPLICATION).resolve(container.formatted(number)).resolve(LOG);
  }

  List<Path> files() {
    return files;
  }

  long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** When the first of them ends. */
  Instant last() throws IOException {
    String text = Files.readString(files.getFirst());
    // The last line may be cut off.
    int line = text.lastIndexOf('\n', text.lastIndexOf("] org.apache.spark.")) + 1;
    return LocalDateTime.parse(text.substring(line, line + TIME_CHARS), TIME)
        .toInstant(ZoneOffset.UTC);
  }

  String configuration() {
    return """
    node: {journal: []}
    clusters: [{name: bench, type: yarn, nodeManagerLogDirs: ["%s"]}]
    dataPlatforms:
      - id: %s
        workspaces:
          - key: ws
            clusters: [{key: etl, logs: [{cluster: bench, applications: [%s]}]}]
    """
        .formatted(home, Exporter.PLATFORM, APPLICATION);
  }

  /** Lines of one log. */
  private static final class Lines {
    private final SplittableRandom random;
    private LocalDateTime time = LocalDateTime.ofInstant(FIRST, ZoneOffset.UTC);

    Lines(int number) {
      random = new SplittableRandom(number);
    }

    void next(StringBuilder text) {
      time = time.plusNanos(random.nextInt(400) * 1_000_000L);
      int kind = random.nextInt(1000);
      boolean error = kind < ERRORS_PER_THOUSAND;
      TIME.formatTo(time, text);
      text.append(error ? " ERROR [" : kind < 4 * ERRORS_PER_THOUSAND ? " WARN [" : " INFO [");
      text.append(THREADS.get(random.nextInt(THREADS.size()))).append("] org.apache.spark.");
      text.append(LOGGERS.get(random.nextInt(LOGGERS.size()))).append(": Added broadcast_");
      text.append(random.nextInt(1000)).append("_piece0 in memory on worker-");
      text.append(random.nextInt(100)).append(".example.com:41763 (size: ");
      text.append(random.nextInt(900)).append(".1 KiB, free: 127.2 MiB)\n");
      if (error) {
        text.append("java.lang.IllegalStateException: a failure\n");
        for (int i = 0; i < FRAMES; i++) {
          text.append("\tat org.apache.spark.scheduler.Task.run(Task.scala:");
          text.append(random.nextInt(500)).append(")\n");
        }
      }
    }
  }
}
