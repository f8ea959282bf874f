package io.millpond.clusters.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Limits;
import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a directory is listed, and when it is known without. */
class EventDirectoryTest {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;
  private LogRoot root;
  private EventDirectory events;
  private long nanos;

  @BeforeEach
  void open() throws IOException {
    root = LogRoot.open(directory);
    events = directory(Limits.MAX_EVENT_LOGS);
  }

  private EventDirectory directory(int maxLogs) {
    return new EventDirectory(root, () -> Instant.now().plusNanos(nanos), () -> nanos, maxLogs);
  }

  @AfterEach
  void close() throws IOException {
    root.close();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void touch(String name, Instant time) throws IOException {
    Files.setLastModifiedTime(directory.resolve(name), FileTime.from(time));
  }

  private List<String> names() throws IOException {
    events.lookForNames();
    return events.logs().values().stream().map(log -> log.name().text()).sorted().toList();
  }

  @Test
  void ofTooManyTheNewestAreKnown() throws IOException {
    events = directory(3);
    for (int i = 0; i < 10; i++) {
      write("app-" + i, "x");
      touch("app-" + i, LONG_AGO.plusSeconds(i == 4 ? 99 : i));
      write("no log." + i, "x");
    }
    Files.createDirectory(directory.resolve("eventlog_v2_app-20"));
    assertThat(names()).containsExactly("app-4", "app-9", "eventlog_v2_app-20");
  }

  @Test
  void aNewNameIsSeenAtOnce() throws IOException {
    assertThat(names()).isEmpty();
    write("app-1", "x");
    assertThat(names()).containsExactly("app-1");
    write("app-2.inprogress", "x");
    assertThat(names()).containsExactly("app-1", "app-2.inprogress");
    Files.move(directory.resolve("app-2.inprogress"), directory.resolve("app-2"));
    assertThat(names()).containsExactly("app-1", "app-2");
  }

  @Test
  void aDirectoryThatIsOldIsNotListedAgain() throws IOException {
    write("app-1", "x");
    touch("", LONG_AGO);
    names();
    long listings = events.listings();
    names();
    assertThat(events.listings()).isEqualTo(listings);
    // Overwritten in place: the directory tells nothing of it.
    write("app-1", "longer");
    names();
    assertThat(events.listings()).isEqualTo(listings);
    nanos += Limits.MAX_LISTING_AGE.toNanos();
    names();
    assertThat(events.listings()).isGreaterThan(listings);
    assertThat(events.logs().values().iterator().next().status().size()).isEqualTo(6);
  }

  @Test
  void aDirectoryThatHasJustChangedIsListedUntilThatIsPast() throws IOException {
    write("app-1", "x");
    names();
    long listings = events.listings();
    names();
    assertThat(events.listings()).isGreaterThan(listings);
    nanos += Limits.NAMES_SETTLE.plusSeconds(1).toNanos();
    names();
    listings = events.listings();
    names();
    assertThat(events.listings()).isEqualTo(listings);
  }

  @Test
  void runningLogsAreLookedAtWithoutAListing() throws IOException {
    write("app-1.inprogress", "x");
    touch("", LONG_AGO);
    names();
    write("app-1.inprogress", "longer");
    names();
    FoundLog known = events.logs().values().iterator().next();
    assertThat(known.status().size()).isEqualTo(1);
    events.lookAgain(events.running());
    assertThat(events.logs().values().iterator().next().status().size()).isEqualTo(6);
    touch("app-1.inprogress", LONG_AGO);
    events.lookAgain(events.running());
    assertThat(events.running()).isEmpty();
  }

  @Test
  void aRunningLogThatHasGoneMakesItBeListed() throws IOException {
    write("app-1.inprogress", "x");
    touch("", LONG_AGO);
    names();
    Files.move(directory.resolve("app-1.inprogress"), directory.resolve("app-1"));
    touch("", LONG_AGO);
    assertThat(names()).containsExactly("app-1.inprogress");
    events.lookAgain(events.running());
    assertThat(events.isIncomplete()).isTrue();
    assertThat(names()).containsExactly("app-1");
    assertThat(events.isIncomplete()).isFalse();
  }

  @Test
  void rolledLogsThatHaveEndedAreNotLookedInto() throws IOException {
    Files.createDirectories(directory.resolve("eventlog_v2_app-1"));
    write("eventlog_v2_app-1/events_1_app-1", "x");
    write("eventlog_v2_app-1/appstatus_app-1", "");
    touch("eventlog_v2_app-1", LONG_AGO);
    names();
    FoundLog before = events.logs().values().iterator().next();
    names();
    assertThat(events.logs().values().iterator().next()).isSameAs(before);
    write("eventlog_v2_app-1/events_2_app-1", "x");
    names();
    assertThat(events.logs().values().iterator().next().parts()).hasSize(2);
  }

  @Test
  void aSilentRollingLogIsLookedIntoNowAndThen() throws IOException {
    Files.createDirectories(directory.resolve("eventlog_v2_app-1"));
    write("eventlog_v2_app-1/events_1_app-1", "x");
    write("eventlog_v2_app-1/appstatus_app-1.inprogress", "");
    touch("eventlog_v2_app-1/events_1_app-1", LONG_AGO);
    touch("eventlog_v2_app-1", LONG_AGO);
    names();
    write("eventlog_v2_app-1/events_1_app-1", "longer");
    names();
    assertThat(events.logs().values().iterator().next().parts().getFirst().status().size())
        .isEqualTo(1);
    nanos += Limits.MAX_LISTING_AGE.plus(Duration.ofSeconds(1)).toNanos();
    names();
    assertThat(events.logs().values().iterator().next().parts().getFirst().status().size())
        .isEqualTo(6);
  }
}
