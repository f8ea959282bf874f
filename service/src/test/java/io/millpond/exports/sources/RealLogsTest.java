package io.millpond.exports.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Container;
import io.millpond.clusters.StoredFile;
import io.millpond.exports.TestingRequest;
import io.millpond.exports.search.LogSearch;
import io.millpond.exports.search.Origin;
import io.millpond.exports.search.Receipt;
import io.millpond.exports.search.Renderer;
import io.millpond.exports.search.SearchFile;
import io.millpond.exports.search.SearchInput;
import io.millpond.exports.search.Workers;
import io.millpond.logs.ContentText;
import io.millpond.logs.SharedFiles;
import io.millpond.logs.records.Formats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports of real clusters against what a naive reader makes of the same logs: each read as a
 * whole, cut by one regular expression, filtered, and sorted.
 */
class RealLogsTest {
  private static final Pattern HEAD =
      Pattern.compile(
          "(\\d{2}/\\d{2}/\\d{2} \\d{2}:\\d{2}:\\d{2}) (TRACE|DEBUG|INFO|WARN|ERROR|FATAL) +"
              + "([^ :]+): (.*)",
          Pattern.DOTALL);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yy/MM/dd HH:mm:ss", Locale.ROOT);

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @TempDir Path temp;
  private final SharedFiles shared = SharedFiles.start();
  private final Workers workers = Workers.start(2);

  @AfterEach
  void stop() {
    workers.close();
    shared.close();
  }

  /** A record of the reference. */
  private record Entry(Origin origin, Instant time, String level, String logger, String message) {
    String shown() {
      return "%s %s %s %s [-] %s: %s\n"
          .formatted(
              SHOWN.format(time),
              level,
              origin.subject(),
              origin.stream(),
              logger,
              message.replace("\n", "\n\t"));
    }
  }

  private static String text(StoredFile file) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (ContentText text = ContentText.of(file.open(), file.name())) {
      ByteBuffer some = ByteBuffer.allocate(8192);
      while (text.read(some, all.size()) >= 0) {
        all.write(some.array(), 0, some.position());
        some.clear();
      }
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  /** All records of a stream, the whole of which is one file to the cluster. */
  private static List<Entry> entries(ApplicationCluster cluster, Origin origin) throws IOException {
    Application application = cluster.application(origin.application()).orElseThrow();
    Container container =
        application.attempts().stream()
            .flatMap(attempt -> attempt.container(origin.container()).stream())
            .findFirst()
            .orElseThrow();
    StoredFile whole = cluster.file(application, container, origin.stream()).orElseThrow();
    String text = text(whole);
    List<Entry> entries = new ArrayList<>();
    Optional<Instant> first = Optional.empty();
    List<String> lines = text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
    for (String line : lines) {
      Matcher head = HEAD.matcher(line);
      if (head.matches() && first.isEmpty()) {
        first = Optional.of(time(head));
      }
    }
    boolean any = false;
    for (String line : lines) {
      Matcher head = HEAD.matcher(line);
      if (head.matches()) {
        any = true;
        entries.add(new Entry(origin, time(head), head.group(2), head.group(3), head.group(4)));
      } else if (any) {
        Entry last = entries.removeLast();
        entries.add(
            new Entry(origin, last.time(), last.level(), last.logger(), last.message() + line));
      } else {
        entries.add(new Entry(origin, first.orElse(whole.lastModified()), "-", "-", line));
      }
    }
    return entries.stream()
        .map(one -> new Entry(origin, one.time(), one.level(), one.logger(), chomp(one.message())))
        .toList();
  }

  private static String chomp(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static Instant time(Matcher head) {
    return LocalDateTime.parse(head.group(1), TIME).toInstant(ZoneOffset.UTC);
  }

  private static String reference(
      ApplicationCluster cluster, SearchInput input, Predicate<Entry> wanted) throws IOException {
    List<Entry> all = new ArrayList<>();
    for (Origin origin : new TreeSet<>(input.files().stream().map(SearchFile::origin).toList())) {
      all.addAll(entries(cluster, origin));
    }
    // What is out of order in its log comes when it is met.
    List<Entry> placed = new ArrayList<>();
    StringBuilder shown = new StringBuilder();
    all.stream().filter(wanted).sorted(Comparator.comparing(Entry::time)).forEach(placed::add);
    placed.forEach(entry -> shown.append(entry.shown()));
    return shown.toString();
  }

  private String export(SearchInput input, TestingRequest request) throws Exception {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (LogSearch search =
        LogSearch.start(
            workers,
            input,
            new Wanted(request.build()).records(),
            Formats.builtIn(),
            Renderer.Form.TEXT,
            temp.resolve("spill"))) {
      Receipt receipt = search.await();
      assertThat(receipt.files().stream().filter(file -> file.reason().isPresent()))
          .allMatch(file -> file.reason().get().equals("outside the window"));
      search.write(target);
    }
    return target.toString(StandardCharsets.UTF_8);
  }

  /** How many lines are the same. */
  private int compare(ApplicationCluster cluster, TestingRequest request, Predicate<Entry> wanted)
      throws Exception {
    try (ClusterSources sources =
        new ClusterSources(
            OnePlatform.platforms(Optional.empty(), cluster.name(), patterns(cluster)),
            List.of(cluster),
            shared)) {
      SearchInput input = sources.of(OnePlatform.ETL, request.build()).orElseThrow();
      String expected = reference(cluster, input, wanted);
      List<String> exported = export(input, request).lines().toList();
      assertThat(exported).isEqualTo(expected.lines().toList());
      return exported.size();
    }
  }

  /** All that Spark wrote: YARN's third is another program's, of other formats. */
  private static String[] patterns(ApplicationCluster cluster) {
    return cluster.name().equals("hadoop") ? new String[] {"*_0001", "*_0002"} : new String[] {"*"};
  }

  private void compareAll(ApplicationCluster cluster, Instant middle) throws Exception {
    for (String type : List.of("driver", "executor")) {
      int all = compare(cluster, TestingRequest.of(type), entry -> true);
      int warnings =
          compare(
              cluster,
              TestingRequest.of(type).with("logLevel", "warn"),
              entry -> entry.level().equals("WARN"));
      int tasks =
          compare(
              cluster,
              TestingRequest.of(type)
                  .with("messageContains", "TASK")
                  .with("logStreamTypeContains", "err"),
              entry -> entry.message().toLowerCase(Locale.ROOT).contains("task"));
      Instant end = middle.plusSeconds(3);
      int within =
          compare(
              cluster,
              TestingRequest.of(type).within(middle, end),
              entry -> !entry.time().isBefore(middle) && !entry.time().isAfter(end));
      assertThat(all).isGreaterThan(warnings);
      assertThat(tasks).isBetween(1, all - 1);
      assertThat(within).isBetween(1, all - 1);
    }
  }

  @Test
  void aDriverInClientMode() throws Exception {
    try (ApplicationCluster cluster =
        Fixtures.spark("s", "spark-standalone-3.5-client", temp, shared)) {
      compareAll(cluster, Instant.parse("2026-11-20T04:02:20Z"));
    }
  }

  @Test
  void aDriverInClusterMode() throws Exception {
    try (ApplicationCluster cluster =
        Fixtures.spark("s", "spark-standalone-4.2-cluster", temp, shared)) {
      compareAll(cluster, Instant.parse("2026-11-20T04:03:03Z"));
    }
  }

  @Test
  void rolledAndCompressedSegments() throws Exception {
    try (ApplicationCluster cluster =
        Fixtures.spark("s", "spark-standalone-4.2-rolling-size", temp, shared)) {
      compareAll(cluster, Instant.parse("2026-11-20T04:04:46Z"));
    }
  }

  @Test
  void aggregatedFilesOfYarn() throws Exception {
    try (ApplicationCluster cluster = Fixtures.yarn("yarn-ifile-rolling", false, temp, shared)) {
      compareAll(cluster, Instant.parse("2026-11-20T03:58:10Z"));
    }
  }

  @Test
  void filesOfANodeManager() throws Exception {
    try (ApplicationCluster cluster = Fixtures.yarn("yarn-tfile", true, temp, shared)) {
      compareAll(cluster, Instant.parse("2026-11-20T04:02:35Z"));
    }
  }

  @Test
  void eventsOfARealApplication() throws Exception {
    try (ApplicationCluster cluster =
            Fixtures.spark("s", "spark-standalone-4.2-cluster", temp, shared);
        ClusterSources sources =
            new ClusterSources(
                OnePlatform.platforms(Optional.empty(), "s", "*"), List.of(cluster), shared)) {
      TestingRequest request = TestingRequest.of("events");
      SearchInput input = sources.of(OnePlatform.ETL, request.build()).orElseThrow();
      String id = "app-20261120040251-0000";
      assertThat(export(input, request).lines())
          .containsExactly(
              "2026-11-20T04:02:50.663Z - spark-driver - [-] APPLICATION_START: "
                  + id
                  + " started (LabPi)",
              "2026-11-20T04:03:01.190Z - spark-executor-1 - [-] EXECUTOR_ADDED: executor 1 of "
                  + id
                  + " was added on localhost",
              "2026-11-20T04:03:01.811Z - spark-executor-0 - [-] EXECUTOR_ADDED: executor 0 of "
                  + id
                  + " was added on localhost",
              "2026-11-20T04:03:06.426Z - spark-driver - [-] APPLICATION_END: "
                  + id
                  + " ended, exit code 0");
    }
  }
}
