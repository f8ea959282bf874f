package io.millpond.exports.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.exports.Limits;
import io.millpond.logs.records.Formats;
import io.millpond.logs.records.RecordFilter;
import io.millpond.logs.records.ScanCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events among records. */
class EventSearchTest {
  private static final Instant AT = Instant.parse("2026-11-20T04:00:00Z");

  @TempDir Path spill;
  private final Workers workers = Workers.start(2);
  private final TestingLogs logs;
  private String written = "";

  EventSearchTest(@TempDir Path logs) throws IOException {
    this.logs = new TestingLogs(logs);
  }

  @AfterEach
  void close() throws IOException {
    workers.close();
    logs.close();
  }

  private static LifecycleEvent event(long second, String type, String message) {
    return new LifecycleEvent(
        AT.plusSeconds(second).toEpochMilli(), type, "spark-executor-" + second, message);
  }

  /** What a source tells. */
  private interface Telling {
    void tell(EventSource.Sink sink) throws IOException;
  }

  private static EventSource source(String application, Telling telling) {
    return new EventSource() {
      @Override
      public Origin origin() {
        return new Origin("events", "", "", application, "");
      }

      @Override
      public String path() {
        return application + "/events/1";
      }

      @Override
      public Optional<Instant> lastModified() {
        return Optional.of(AT.plusSeconds(1000));
      }

      @Override
      public void read(Sink sink) throws IOException {
        telling.tell(sink);
      }
    };
  }

  private static EventSource source(String application, LifecycleEvent... events) {
    return source(
        application,
        sink -> {
          for (LifecycleEvent event : events) {
            sink.event(event, 7);
            sink.progress(10);
          }
        });
  }

  private Receipt search(EventFilter filter, Renderer.Form form, EventSource... events)
      throws Exception {
    SearchInput input = new SearchInput(logs.files(), List.of(events), filter, List.of());
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (LogSearch search =
        LogSearch.start(
            workers, input, RecordFilter.ALL, Formats.builtIn(), form, spill.resolve("spill"))) {
      Receipt receipt = search.await();
      search.write(target);
      written = target.toString(StandardCharsets.UTF_8);
      return receipt;
    }
  }

  @Test
  void eventsComeBetweenRecordsInTheOrderOfTime() throws Exception {
    logs.add("spark-driver", "stderr", "a", "26/11/20 04:00:02 INFO A: two\n");
    Receipt receipt =
        search(
            EventFilter.ALL,
            Renderer.Form.TEXT,
            source("app-2", event(2, "ADDED", "of the second"), event(3, "REMOVED", "x\ny")),
            source("app-1", event(1, "START", ""), event(2, "ADDED", "of the first")));
    assertThat(written)
        .isEqualTo(
            """
            2026-11-20T04:00:01.000Z - spark-executor-1 - [-] START:\s
            2026-11-20T04:00:02.000Z - spark-executor-2 - [-] ADDED: of the first
            2026-11-20T04:00:02.000Z - spark-executor-2 - [-] ADDED: of the second
            2026-11-20T04:00:02.000Z INFO spark-driver stderr [-] A: two
            2026-11-20T04:00:03.000Z - spark-executor-3 - [-] REMOVED: x
            \ty
            """);
    assertThat(receipt.totals()).isEqualTo(new ScanCounts(40 + 30, 5, 5));
    assertThat(receipt.files())
        .extracting(FileOutcome::file)
        .containsExactly("app-1/events/1", "app-2/events/1", "app-1/c-spark-driver/a");
  }

  @Test
  void asJsonAnEventSaysWhatItIs() throws Exception {
    LifecycleEvent nobody = new LifecycleEvent(AT.toEpochMilli(), "CREATING", "", "m");
    search(EventFilter.ALL, Renderer.Form.JSON_LINES, source("app-1", nobody, event(1, "X", "é")));
    assertThat(written)
        .isEqualTo(
            """
            {"time":"2026-11-20T04:00:00.000Z","type":"events","file":"app-1/events/1","offset":7,"eventType":"CREATING","message":"m"}
            {"time":"2026-11-20T04:00:01.000Z","subject":"spark-executor-1","type":"events","file":"app-1/events/1","offset":7,"eventType":"X","message":"é"}
            """);
  }

  @Test
  void onlyEventsThatAreWantedComeAndAllAreCounted() throws Exception {
    EventFilter filter =
        new EventFilter(
            AT.plusSeconds(2).toEpochMilli(),
            AT.plusSeconds(5).toEpochMilli(),
            Optional.of("removed"),
            Optional.of("EXECUTOR"),
            Optional.of("LOST"));
    Receipt receipt =
        search(
            filter,
            Renderer.Form.TEXT,
            source(
                "app-1",
                event(1, "REMOVED", "lost, too early"),
                event(2, "REMOVED", "Lost"),
                event(3, "ADDED", "lost"),
                event(4, "REMOVED", "idle"),
                event(5, "REMOVED", "was lost"),
                event(6, "REMOVED", "lost, too late")));
    assertThat(written.lines())
        .containsExactly(
            "2026-11-20T04:00:02.000Z - spark-executor-2 - [-] REMOVED: Lost",
            "2026-11-20T04:00:05.000Z - spark-executor-5 - [-] REMOVED: was lost");
    assertThat(receipt.totals()).isEqualTo(new ScanCounts(60, 6, 2));
  }

  @Test
  void eventsThatAreALittleOutOfOrderAreSorted() throws Exception {
    List<LifecycleEvent> events = new ArrayList<>();
    for (int i = 0; i < 3 * Limits.MAX_EVENTS_WAITING; i++) {
      events.add(event(i ^ 0x7f, "E", ""));
    }
    search(EventFilter.ALL, Renderer.Form.TEXT, source("a", events.toArray(LifecycleEvent[]::new)));
    assertThat(written.lines()).isSorted().hasSize(events.size());
  }

  @Test
  void aFailureIsTheSourcesOutcomeAndWhatCameBeforeCounts() throws Exception {
    Receipt receipt =
        search(
            EventFilter.ALL,
            Renderer.Form.TEXT,
            source(
                "app-1",
                sink -> {
                  sink.event(event(1, "START", "there"), 0);
                  throw new NoSuchFileException("/srv/secret/place");
                }),
            source(
                "app-2",
                sink -> {
                  sink.unreadable();
                  sink.unreadable();
                }));
    assertThat(receipt.isComplete()).isFalse();
    assertThat(receipt.files())
        .containsExactly(
            new FileOutcome(
                "app-1/events/1",
                FileOutcome.State.FAILED,
                Optional.of("gone"),
                new ScanCounts(0, 1, 1)),
            new FileOutcome(
                "app-2/events/1",
                FileOutcome.State.READ,
                Optional.of("2 lines are no event"),
                ScanCounts.NONE));
    assertThat(written).endsWith("START: there\n");
  }

  @Test
  void aSourceThatWasWrittenBeforeTheWindowIsNotRead() throws Exception {
    Instant from = AT.plusSeconds(1001).plus(Limits.CLOCK_SKEW);
    EventFilter filter =
        new EventFilter(
            from.toEpochMilli(),
            Long.MAX_VALUE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Receipt receipt =
        search(
            filter,
            Renderer.Form.TEXT,
            source(
                "app-1",
                sink -> {
                  throw new IllegalStateException("was read");
                }));
    assertThat(receipt.files())
        .extracting(FileOutcome::state)
        .containsExactly(FileOutcome.State.SKIPPED);
  }

  @Test
  void whatCouldNotBeListedIsInTheReceipt() throws Exception {
    FileOutcome unlisted = FileOutcome.failed("app-9", new IOException("/srv/x"), ScanCounts.NONE);
    SearchInput input = new SearchInput(List.of(), List.of(), EventFilter.ALL, List.of(unlisted));
    try (LogSearch search =
        LogSearch.start(
            workers,
            input,
            RecordFilter.ALL,
            Formats.builtIn(),
            Renderer.Form.TEXT,
            spill.resolve("spill"))) {
      Receipt receipt = search.await();
      assertThat(receipt.files()).containsExactly(unlisted);
      assertThat(unlisted.reason()).contains("cannot be read");
      assertThat(receipt.isComplete()).isFalse();
    }
  }

  @Test
  void aSearchThatIsCancelledEndsASourceThatGoesOnForEver() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    EventSource endless =
        source(
            "app-1",
            sink -> {
              while (true) {
                reading.countDown();
                sink.progress(1);
              }
            });
    SearchInput input = new SearchInput(List.of(), List.of(endless), EventFilter.ALL, List.of());
    try (LogSearch search =
        LogSearch.start(
            workers,
            input,
            RecordFilter.ALL,
            Formats.builtIn(),
            Renderer.Form.TEXT,
            spill.resolve("spill"))) {
      reading.await();
      search.cancel();
      search.await();
      assertThat(search.isCancelled()).isTrue();
    }
  }
}
