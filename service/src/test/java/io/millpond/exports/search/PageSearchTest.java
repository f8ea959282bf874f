package io.millpond.exports.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.exports.Limits;
import io.millpond.exports.LogPage;
import io.millpond.exports.LogRecord;
import io.millpond.logs.records.Formats;
import io.millpond.logs.records.RecordFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Pages against what one export has found. */
class PageSearchTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final JsonFactory JSON = new JsonFactory();

  @TempDir Path spill;
  private final Workers workers = Workers.start(2);
  private final TestingLogs logs;
  private final List<EventSource> events = new ArrayList<>();
  private RecordFilter filter = RecordFilter.ALL;

  PageSearchTest(@TempDir Path logs) throws IOException {
    this.logs = new TestingLogs(logs);
  }

  @AfterEach
  void close() throws IOException {
    workers.close();
    logs.close();
  }

  /** What an export and a page tell of a record. */
  private record Told(String time, String file, long offset, String level, String message) {}

  private SearchInput input() {
    EventFilter wanted =
        new EventFilter(
            filter.fromMillis(),
            filter.toMillis(),
            Optional.empty(),
            Optional.empty(),
            filter.messageContains());
    return new SearchInput(logs.files(), events, wanted, List.of());
  }

  private List<Told> exported() throws Exception {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (LogSearch search =
        LogSearch.start(
            workers,
            input(),
            filter,
            Formats.builtIn(),
            Renderer.Form.JSON_LINES,
            spill.resolve("spill"))) {
      search.await();
      search.write(target);
    }
    List<Told> told = new ArrayList<>();
    for (String line : target.toString(StandardCharsets.UTF_8).lines().toList()) {
      if (!line.isEmpty()) {
        Map<String, String> json = members(line);
        told.add(
            new Told(
                json.getOrDefault("time", ""),
                json.getOrDefault("file", ""),
                Long.parseLong(json.getOrDefault("offset", "")),
                json.getOrDefault("level", ""),
                json.getOrDefault("message", "")));
      }
    }
    return told;
  }

  private static Map<String, String> members(String line) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        members.put(name, json.getString());
      }
    }
    return members;
  }

  private static Told told(LogRecord record) {
    Instant time = Instant.ofEpochMilli(record.timeMillis());
    return new Told(
        time.toString().replaceFirst("(:\\d\\d)Z", "$1.000Z"),
        record.file(),
        record.offset(),
        record.level().orElse(""),
        record.message());
  }

  private FileMemory memory = new FileMemory();
  private Optional<Place> next = Optional.empty();

  private LogPage page(int limit) throws Exception {
    PageSearch search =
        PageSearch.start(
            workers, input(), new PageSearch.Wish(filter, Formats.builtIn(), limit, next), memory);
    assertThat(search.awaitFor(LONG)).isTrue();
    next = search.next();
    memory = search.memory();
    return search.page(next.map(Place::toString));
  }

  private interface Between {
    void pages() throws Exception;
  }

  private List<Told> paged(Random random, int mostLimit, Between between) throws Exception {
    memory = new FileMemory();
    List<Told> all = new ArrayList<>();
    do {
      int limit = 1 + random.nextInt(mostLimit);
      LogPage page = page(limit);
      assertThat(page.records()).hasSizeLessThanOrEqualTo(limit);
      page.records().forEach(record -> all.add(told(record)));
      between.pages();
    } while (next.isPresent());
    return all;
  }

  private void addAll(Random random, String begin) throws IOException {
    int files = 1 + random.nextInt(6);
    for (int i = 0; i < files; i++) {
      String name = (random.nextInt(4) == 0 ? "c.gz" : "c") + i;
      String text = begin + HostileLog.text(random, random.nextInt(80));
      boolean gzip = random.nextInt(4) == 0;
      logs.add(
          "spark-executor-" + random.nextInt(3),
          "stderr",
          gzip ? name + ".gz" : name,
          gzip ? TestingLogs.gzip(text) : text.getBytes(StandardCharsets.UTF_8),
          HostileLog.BEGIN.plusSeconds(random.nextInt(1000) - 600));
      if (random.nextInt(3) == 0) {
        logs.begun(HostileLog.BEGIN.plusSeconds(random.nextInt(1000)));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      events.add(HostileLog.events("app-" + i, random));
    }
  }

  @RepeatedTest(150)
  void allPagesTogetherAreTheExport() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    addAll(random, "");
    filter = HostileLog.filter(random);
    boolean isForgetful = random.nextInt(3) == 0;
    List<Told> pages =
        paged(
            random,
            1 + random.nextInt(40),
            () -> {
              if (isForgetful && random.nextBoolean()) {
                memory = new FileMemory();
              }
            });
    assertThat(pages).as("seed %d", seed).isEqualTo(exported());
  }

  @RepeatedTest(50)
  void whatIsWrittenMeanwhileIsNeitherLostNorRepeated() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    // Lines of a file without any time have the file's, which changes.
    addAll(random, HostileLog.heads(random, 1));
    events.clear();
    Set<Told> pages = new HashSet<>();
    int[] grown = {0};
    List<Told> all =
        paged(
            random,
            30,
            () -> {
              if (grown[0]++ < 5 && next.isPresent()) {
                grow(random);
              }
            });
    pages.addAll(all);
    assertThat(all).as("seed %d, twice", seed).hasSameSizeAs(pages);
    assertThat(pages).as("seed %d", seed).isEqualTo(new HashSet<>(exported()));
  }

  private void grow(Random random) throws IOException {
    SearchFile file = logs.files().get(random.nextInt(logs.files().size()));
    if (!file.file().name().endsWith(".gz")) {
      Files.writeString(
          logs.directory().resolve(file.file().name()),
          HostileLog.heads(random, 1 + random.nextInt(5)),
          StandardOpenOption.APPEND);
      logs.relist();
    }
  }

  @Test
  void whatIsCutOffBetweenItsListingAndItsReadingEndsThere() throws Exception {
    String line = "26/11/20 04:00:00 INFO A: message\n";
    logs.add("spark-driver", "stderr", "a", line.repeat(1000));
    assertThat(page(100).records()).hasSize(100);
    Files.writeString(logs.directory().resolve("a"), line);
    LogPage second = page(100);
    assertThat(second.records()).isEmpty();
    assertThat(second.next()).isEmpty();
  }

  @Test
  void whateverIsLongInEventsAPageIsNotTooLarge() throws Exception {
    String subject = "s".repeat(Limits.MAX_PAGE_BYTES / 40);
    List<LifecycleEvent> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(new LifecycleEvent(i, "X", subject, ""));
    }
    events.add(new TestingEvents(new Origin("events", "", "", "app-1", ""), all));
    assertThat(page(1000).records()).hasSizeBetween(1, 20);
    assertThat(next).isPresent();
  }

  /** A clock that was wrong at first: bisection by time would not find what was left. */
  @Test
  void aRecordFarOutOfOrderKeepsItsPlace() throws Exception {
    StringBuilder text = new StringBuilder("26/11/20 05:00:00 INFO A: wrong clock\n");
    for (int i = 0; i < 40_000; i++) {
      text.append("26/11/20 04:%02d:%02d INFO A: %050d%n".formatted(i / 1000, i % 60, i));
    }
    Instant modified = Instant.parse("2026-11-20T04:41:00Z");
    logs.add(
        "spark-driver", "stderr", "a", text.toString().getBytes(StandardCharsets.UTF_8), modified);
    logs.add(
        "spark-executor-1",
        "stderr",
        "b",
        "26/11/20 04:30:00 INFO B: early\n26/11/20 05:00:01 INFO B: late\n");
    List<Told> expected = exported();
    for (boolean isForgetful : new boolean[] {false, true}) {
      List<Told> pages =
          paged(new Random(1), 9000, () -> memory = isForgetful ? new FileMemory() : memory);
      assertThat(pages).hasSize(40_003);
      assertThat(pages.equals(expected)).as("forgetful: %s", isForgetful).isTrue();
    }
  }
}
