package io.millpond.exports.standing;

import static io.millpond.exports.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.database.Database;
import io.millpond.exports.Operation;
import io.millpond.exports.Room;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class MakersTest {
  @TempDir private Path data;
  private final Waiting waiting = new Waiting();
  private final TestingClock clock = new TestingClock();
  private Database database;
  private ExportFolder folder;
  private Ledger ledger;
  private Makers makers;

  @BeforeEach
  void start() throws IOException {
    database = Database.embedded(data);
    folder = ExportFolder.open(data);
    ledger = new Ledger(database, "instance", Entries::of);
    makers =
        new Makers(
            waiting,
            ledger,
            folder,
            Room.unbounded(),
            Duration.ofHours(1),
            clock,
            Duration.ofMillis(1));
  }

  @AfterEach
  void stop() throws Exception {
    waiting.close();
    makers.join(Service.LONG);
    folder.close();
    database.close();
  }

  private Entry accepted(String key) throws IOException {
    Ledger.Addition addition =
        new Ledger.Addition(Entries.row(key, "alice"), "hash", Optional.empty());
    Entry entry = ledger.add(List.of(addition), Instant.EPOCH).values().iterator().next();
    waiting.add(entry);
    return entry;
  }

  /** The time is asked for when the end is put on record: what fails there is the database's. */
  @Test
  void whateverFailsWhereAnEndIsPutOnRecordTheEndIsAndTheNextOneIsMade() throws Exception {
    clock.fail(new IllegalStateException("a fault"));
    clock.fail(new StackOverflowError("another"));
    List<Entry> all = List.of(accepted("first"), accepted("second"));
    makers.start(1);
    await().until(() -> all.stream().allMatch(Entry::isFinal));
    Ledger later = new Ledger(database, "instance", Entries::of);
    assertThat(later.reconcile()).isEmpty();
    assertThat(later.all(any -> true))
        .extracting(entry -> entry.operation().status())
        .containsExactly(Operation.Status.FAILED, Operation.Status.FAILED);
  }
}
