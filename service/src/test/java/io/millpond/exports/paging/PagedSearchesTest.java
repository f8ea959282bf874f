package io.millpond.exports.paging;

import static io.millpond.exports.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Limits;
import io.millpond.exports.LogPage;
import io.millpond.exports.LogQuery;
import io.millpond.exports.LogRecord;
import io.millpond.exports.Refusal;
import io.millpond.exports.TestingRequest;
import io.millpond.exports.search.SearchInput;
import io.millpond.exports.search.TestingLogs;
import io.millpond.logs.records.Formats;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagedSearchesTest {
  private static final ClusterRef ETL = new ClusterRef("ocid1.p", "ws1", "etl");
  private static final Duration LONG = Duration.ofMinutes(1);

  private final TestingLogs logs;

  /** One permit for each search that may go on. */
  private final Semaphore gate = new Semaphore(1000);

  /** Of each listing that went on, whether it was told to stop. */
  private final List<Boolean> isTold = new CopyOnWriteArrayList<>();

  private final List<PagedSearches> opened = new ArrayList<>();

  PagedSearchesTest(@TempDir Path directory) throws IOException {
    this.logs = new TestingLogs(directory);
  }

  @AfterEach
  void close() throws IOException {
    opened.forEach(PagedSearches::close);
    logs.close();
  }

  private PagedSearches searches(Duration slow, Duration timeout) {
    PagedSearches searches =
        new PagedSearches(
            (cluster, request, cancelled) -> {
              gate.acquireUninterruptibly();
              isTold.add(cancelled.getAsBoolean());
              return cluster.equals(ETL)
                  ? Optional.of(SearchInput.of(logs.files()))
                  : Optional.empty();
            },
            Formats.builtIn(),
            slow,
            timeout);
    opened.add(searches);
    return searches;
  }

  private static LogQuery query(String caller, int limit, Optional<String> after) {
    ExportRequest request = TestingRequest.of("driver").as(ExportRequest.Form.JSON_LINES).build();
    return new LogQuery(caller, ETL, request, limit, after);
  }

  private static LogQuery query(String caller) {
    return query(caller, 10, Optional.empty());
  }

  /** Goes on to wait. */
  private static void patient(Runnable cancel) {}

  private static Refusal.Reason refusal(PagedSearches searches, LogQuery query) {
    return catchThrowableOfType(
            Refusal.class, () -> searches.search(query, PagedSearchesTest::patient))
        .reason();
  }

  private static List<String> messages(LogPage page) {
    return page.records().stream().map(LogRecord::message).toList();
  }

  @Test
  void aPageGoesOnWhereTheOneBeforeEndedAlsoInAnotherProcess() throws Exception {
    logs.add(
        "spark-driver", "a", "a", "26/11/20 04:00:01 INFO A: 1\n26/11/20 04:00:03 INFO A: 3\n");
    logs.add(
        "spark-driver", "b", "b", "26/11/20 04:00:02 INFO B: 2\n26/11/20 04:00:03 INFO B: 4\n");
    List<String> all = new ArrayList<>();
    Optional<String> place = Optional.empty();
    do {
      LogPage page = searches(LONG, LONG).search(query("a", 1, place), PagedSearchesTest::patient);
      all.addAll(messages(page));
      place = page.next();
    } while (place.isPresent());
    assertThat(all).containsExactly("1", "2", "3", "4");
  }

  @Test
  void aSegmentThatWasRenamedIsGoneOnWith() throws Exception {
    logs.add(
        "spark-driver", "a", "a", "26/11/20 04:00:01 INFO A: 1\n26/11/20 04:00:01 INFO A: 2\n");
    PagedSearches searches = searches(LONG, LONG);
    LogPage first = searches.search(query("a", 1, Optional.empty()), PagedSearchesTest::patient);
    Files.move(logs.directory().resolve("a"), logs.directory().resolve("a.1"));
    logs.rename("a", "a.1");
    assertThat(messages(searches.search(query("a", 9, first.next()), PagedSearchesTest::patient)))
        .containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAA", "%%%", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void whatIsNoPlaceIsRefused(String place) {
    assertThat(refusal(searches(LONG, LONG), query("a", 1, Optional.of(place))))
        .isEqualTo(Refusal.Reason.NO_PLACE);
  }

  @Test
  void aClusterThatIsGoneIsRefused() {
    LogQuery query = query("a");
    ClusterRef other = new ClusterRef("ocid1.p", "ws1", "other");
    assertThat(
            refusal(
                searches(LONG, LONG),
                new LogQuery("a", other, query.request(), 1, Optional.empty())))
        .isEqualTo(Refusal.Reason.UNKNOWN_CLUSTER);
  }

  @Test
  void aCallerHasAShareOfTheTurns() throws Exception {
    gate.drainPermits();
    PagedSearches searches = searches(LONG, LONG);
    List<CompletableFuture<LogPage>> going = new ArrayList<>();
    begin(going, searches, "a", Limits.MAX_SEARCHES_PER_CALLER);
    assertThat(refusal(searches, query("a"))).isEqualTo(Refusal.Reason.TOO_MANY_SEARCHES);
    begin(going, searches, "b", Limits.MAX_SEARCHES - Limits.MAX_SEARCHES_PER_CALLER);
    assertThat(refusal(searches, query("c"))).isEqualTo(Refusal.Reason.TOO_MANY_SEARCHES);
    gate.release(1000);
    for (CompletableFuture<LogPage> one : going) {
      assertThat(one.get().records()).isEmpty();
    }
    assertThat(searches.search(query("a"), PagedSearchesTest::patient).records()).isEmpty();
  }

  private void begin(
      List<CompletableFuture<LogPage>> going, PagedSearches searches, String caller, int count) {
    int before = gate.getQueueLength();
    for (int i = 0; i < count; i++) {
      CompletableFuture<LogPage> page = new CompletableFuture<>();
      going.add(page);
      Thread.startVirtualThread(() -> {
        try {
          page.complete(searches.search(query(caller), PagedSearchesTest::patient));
        } catch (Refusal | IOException | InterruptedException | RuntimeException e) {
          page.completeExceptionally(e);
        }
      });
    }
    await().until(() -> gate.getQueueLength() == before + count);
  }

  private void addEndless() throws IOException {
    logs.add("spark-driver", "a", "a", "26/11/20 04:00:01 INFO A: 1\n");
    logs.lengthen("a");
  }

  @Test
  void whatTakesTooLongIsRefusedAndItsTurnIsFree() throws Exception {
    addEndless();
    PagedSearches searches = searches(Duration.ofMillis(1), Duration.ofMillis(2));
    for (int i = 0; i <= Limits.MAX_SEARCHES; i++) {
      assertThat(refusal(searches, query("a"))).isEqualTo(Refusal.Reason.SEARCH_TOO_LONG);
    }
  }

  @Test
  void aSearchThatNobodyWaitsForEnds() throws Exception {
    addEndless();
    PagedSearches searches = searches(Duration.ofMillis(1), LONG);
    for (int i = 0; i <= Limits.MAX_SEARCHES; i++) {
      assertThatThrownBy(() -> searches.search(query("a"), Runnable::run))
          .isInstanceOf(EOFException.class);
    }
  }

  /** Nothing lets the listing go on: it is left behind, and told to stop. */
  @Test
  void aSearchThatNobodyWaitsForEndsAlsoWhileFilesAreListed() {
    gate.drainPermits();
    PagedSearches searches = searches(Duration.ofMillis(1), LONG);
    assertThatThrownBy(() -> searches.search(query("a"), Runnable::run))
        .isInstanceOf(EOFException.class);
    gate.release(1000);
    await().untilAsserted(() -> assertThat(isTold).containsExactly(true));
  }

  @Test
  void afterTheEndNothingIsSearched() {
    PagedSearches searches = searches(LONG, LONG);
    searches.close();
    assertThatThrownBy(() -> searches.search(query("a"), PagedSearchesTest::patient))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPageEndsBeforeItIsTooLarge() throws Exception {
    int lineChars = 100;
    String line = "\n\tat " + "x".repeat(lineChars - 5);
    int lines = 2 * Limits.MAX_TOLD_MESSAGE_BYTES / lineChars;
    StringBuilder text = new StringBuilder();
    int records = 30;
    for (int i = 0; i < records; i++) {
      text.append("26/11/20 04:00:%02d INFO A: %d".formatted(i, i)).append(line.repeat(lines));
      text.append('\n');
    }
    logs.add("spark-driver", "a", "a", text.toString());
    PagedSearches searches = searches(LONG, LONG);
    List<LogRecord> all = new ArrayList<>();
    Optional<String> place = Optional.empty();
    do {
      LogPage page = searches.search(query("a", 1000, place), PagedSearchesTest::patient);
      assertThat(page.records()).hasSizeBetween(1, records - 1);
      long chars = page.records().stream().mapToLong(one -> one.message().length()).sum();
      assertThat(chars).isLessThanOrEqualTo(Limits.MAX_PAGE_BYTES);
      all.addAll(page.records());
      place = page.next();
    } while (place.isPresent());
    assertThat(all)
        .hasSize(records)
        .allSatisfy(record -> {
          assertThat(record.isCut()).isTrue();
          assertThat(record.message()).hasSize(Limits.MAX_TOLD_MESSAGE_BYTES);
        });
    assertThat(all.getLast().message()).startsWith("29\n\tat x");
  }

  @Test
  void whatCannotBeReadIsToldOnEveryPage() throws Exception {
    logs.add(
        "spark-driver", "a", "a", "26/11/20 04:00:01 INFO A: 1\n26/11/20 04:00:02 INFO A: 2\n");
    logs.add("spark-driver", "b", "b", "26/11/20 04:00:01 INFO A: 1\n");
    Files.delete(logs.directory().resolve("b"));
    PagedSearches searches = searches(LONG, LONG);
    LogPage first = searches.search(query("a", 1, Optional.empty()), PagedSearchesTest::patient);
    LogPage second = searches.search(query("a", 1, first.next()), PagedSearchesTest::patient);
    LogPage.Unread gone = new LogPage.Unread("app-1/c-spark-driver/b", "gone");
    assertThat(first.unread()).containsExactly(gone);
    assertThat(second.unread()).containsExactly(gone);
    assertThat(second.next()).isEmpty();
  }
}
