package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Following a journal that is written, grows, is rotated and vacuumed under the reader. */
class FollowTest {
  private static final long START = 1_700_000_000_000_000L;
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final FieldName N = FieldName.of("N");

  @TempDir Path temporary;
  private Journal journal;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<Thread> followers = new ArrayList<>();

  @BeforeEach
  void open() {
    journal = Journal.open(List.of(temporary));
  }

  @AfterEach
  void close() throws InterruptedException {
    journal.close();
    for (Thread follower : followers) {
      follower.join();
    }
  }

  /** Follows in a thread of its own until the journal is closed. */
  private void follow(JournalFilter filter, List<String> target) {
    followers.add(Thread.ofVirtual().start(() -> followNow(filter, target)));
  }

  private void followNow(JournalFilter filter, List<String> target) {
    try (JournalReader reader = journal.newReader(filter)) {
      boolean open = true;
      while (open) {
        long version = journal.version();
        while (reader.next()) {
          Field n = reader.entry().find(N);
          target.add(n == null ? "-" : n.text());
        }
        open = journal.watch().await(version, LONG);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(JournalFileWriter writer, int from, int to) {
    for (int i = from; i < to; i++) {
      writer.append(
          START + i * 1000L, "N=" + i, "MESSAGE=" + "text ".repeat(i % 50), "EVEN=" + (i % 2 == 0));
    }
  }

  private static List<String> numbers(int to) {
    return IntStream.range(0, to).mapToObj(Integer::toString).toList();
  }

  @Test
  void entriesArriveWhileTheFileGrowsAndIsRotated() {
    JournalFileWriter writer =
        JournalFileWriter.create(temporary.resolve("system.journal"), JournalFileWriter.Kind.PLAIN);
    follow(JournalFilter.all(), seen);
    write(writer, 0, 10);
    await().atMost(LONG).until(() -> seen.size() == 10);
    write(writer, 10, 3000);
    await().atMost(LONG).until(() -> seen.size() == 3000);
    writer = writer.rotate(temporary.resolve("system@1.journal"), new Id128(1, 2));
    write(writer, 3000, 4000);
    writer = writer.rotate(temporary.resolve("system@2.journal"), new Id128(1, 3));
    write(writer, 4000, 4100);
    await().atMost(LONG).until(() -> seen.size() == 4100);
    assertThat(seen).isEqualTo(numbers(4100));
    assertThat(journal.damages()).isEmpty();
    writer.close();
  }

  /** A directory that is read while a file in it is renamed may show the file under no name. */
  @Test
  void noFileIsOverlookedWhileItIsRotated() throws Exception {
    int rotations = 120;
    Path current = temporary.resolve("system.journal");
    List<Path> prepared = new ArrayList<>();
    for (int i = 0; i <= rotations; i++) {
      prepared.add(temporary.resolve(i + ".prepared"));
      try (JournalFileWriter writer =
          JournalFileWriter.create(prepared.get(i), JournalFileWriter.Kind.PLAIN)) {
        write(writer, i, i + 1);
      }
    }
    AtomicInteger looks = new AtomicInteger();
    Thread rotator =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (int i = 0; i <= rotations; i++) {
                  int seenLooks = looks.get();
                  if (i > 0) {
                    Files.move(current, temporary.resolve("system@" + i + ".journal"));
                  }
                  Files.move(prepared.get(i), current);
                  while (looks.get() == seenLooks) {
                    Thread.onSpinWait(); // one rotation a look at most, so that looks come to rest
                  }
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    while (rotator.isAlive()) {
      looks.incrementAndGet();
      journal.refresh();
      assertNoGap();
    }
    journal.refresh();
    assertThat(assertNoGap()).isEqualTo(rotations + 1);
  }

  /** What is read begins at 0 and leaves nothing out; gives how much it is. */
  private int assertNoGap() {
    List<String> read = new ArrayList<>();
    try (JournalReader reader = journal.newReader(JournalFilter.all())) {
      while (reader.next()) {
        read.add(Objects.requireNonNull(reader.entry().find(N)).text());
      }
    }
    assertThat(read).isEqualTo(numbers(read.size()));
    return read.size();
  }

  @Test
  void aFileThatAppearsLaterIsFollowed() {
    follow(JournalFilter.all(), seen);
    try (JournalFileWriter writer =
        JournalFileWriter.create(temporary.resolve("late.journal"), JournalFileWriter.Kind.PLAIN)) {
      write(writer, 0, 5);
      await().atMost(LONG).until(() -> seen.size() == 5);
      write(writer, 5, 6);
      await().atMost(LONG).until(() -> seen.size() == 6);
    }
  }

  @Test
  void aFilterFindsFieldsThatAreLinkedAfterTheEntryWasCounted() {
    try (JournalFileWriter writer =
        JournalFileWriter.create(temporary.resolve("slow.journal"), JournalFileWriter.Kind.PLAIN)) {
      write(writer, 0, 3);
      follow(Fixtures.filter("EVEN=true"), seen);
      await().atMost(LONG).until(() -> seen.equals(List.of("0", "2")));
      Runnable links =
          writer.appendAndHoldBackLinks(
              START + 4000L,
              List.of(
                  "N=4".getBytes(StandardCharsets.US_ASCII),
                  "EVEN=true".getBytes(StandardCharsets.US_ASCII)));
      long counted = journal.version();
      await().atMost(LONG).until(() -> journal.version() != counted || seen.size() > 2);
      links.run();
      await().atMost(LONG).until(() -> seen.equals(List.of("0", "2", "4")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void oneThreadServesAllFollowers(int count) {
    List<List<String>> all = new ArrayList<>();
    try (JournalFileWriter writer =
        JournalFileWriter.create(temporary.resolve("many.journal"), JournalFileWriter.Kind.PLAIN)) {
      for (int i = 0; i < count; i++) {
        List<String> target = new CopyOnWriteArrayList<>();
        all.add(target);
        follow(JournalFilter.all(), target);
      }
      write(writer, 0, 50);
      await().atMost(LONG).until(() -> all.stream().allMatch(target -> target.size() == 50));
      long watchers =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("journal-watch") && thread.isAlive())
              .count();
      assertThat(watchers).isGreaterThanOrEqualTo(1).isLessThan(4);
    }
  }

  @Test
  void aVacuumedFileIsLetGo() throws Exception {
    Path file = temporary.resolve("system.journal");
    JournalFileWriter writer = JournalFileWriter.create(file, JournalFileWriter.Kind.PLAIN);
    write(writer, 0, 100);
    Path archived = temporary.resolve("system@1.journal");
    writer = writer.rotate(archived, new Id128(1, 2));
    write(writer, 100, 110);
    journal.refresh();
    try (JournalReader reader = journal.newReader(JournalFilter.all())) {
      assertThat(Rendered.texts(reader, "N")).isEqualTo(numbers(110));
      Files.delete(archived);
      journal.refresh();
      assertThat(journal.fileNames()).containsExactly("system.journal");
      assertThat(reader.next()).isFalse();
      assertThat(maps("system@1.journal")).isZero();
      write(writer, 110, 111);
      assertThat(reader.next()).isTrue();
    }
    writer.close();
  }

  private static long maps(String name) throws java.io.IOException {
    Path maps = Path.of("/proc/self/maps");
    return Files.exists(maps)
        ? Files.readAllLines(maps).stream().filter(line -> line.contains(name)).count()
        : 0;
  }

  @Test
  void aRenamedFileIsTheSameFile() throws Exception {
    Path file = temporary.resolve("a.journal");
    try (JournalFileWriter writer = JournalFileWriter.create(file, JournalFileWriter.Kind.PLAIN)) {
      write(writer, 0, 3);
      journal.refresh();
      try (JournalReader reader = journal.newReader(JournalFilter.all())) {
        reader.seekHead();
        assertThat(reader.next()).isTrue();
        Files.move(file, temporary.resolve("b.journal"));
        journal.refresh();
        assertThat(journal.fileNames()).containsExactly("b.journal");
        assertThat(Rendered.texts(reader, "N")).containsExactly("1", "2");
      }
    }
  }

  /** journald goes offline at once after an urgent message. */
  @ParameterizedTest
  @ValueSource(strings = {"EVEN=true", "EVEN=late"})
  void fieldsLinkedJustBeforeTheFileWentOfflineAreFound(String field) {
    JournalFilter filter =
        JournalFilter.and(Fixtures.filter(field), JournalFilter.ofMatches(List.of()));
    try (JournalFileWriter writer =
        JournalFileWriter.create(temporary.resolve("off.journal"), JournalFileWriter.Kind.PLAIN)) {
      write(writer, 0, 1);
      journal.refresh();
      Runnable links =
          writer.appendAndHoldBackLinks(
              START + 4000L,
              List.of(
                  "N=4".getBytes(StandardCharsets.US_ASCII),
                  field.getBytes(StandardCharsets.US_ASCII)));
      try (JournalReader reader = journal.newReader(filter)) {
        assertThat(Rendered.texts(reader, "N")).doesNotContain("4");
        links.run();
        writer.map().set(Layout.U8, Layout.STATE, (byte) Layout.STATE_OFFLINE);
        assertThat(Rendered.texts(reader, "N")).containsExactly("4");
        assertThat(reader.next()).isFalse();
      }
    }
  }

  @Test
  void waitingEndsWithTheTimeoutAndWithTheJournal() throws InterruptedException {
    long version = journal.version();
    await()
        .atMost(LONG)
        .until(() -> !journal.watch().await(journal.version(), Duration.ofMillis(20)));
    journal.close();
    assertThat(journal.watch().await(version, LONG)).isFalse();
  }

  @Test
  void theTailOfAnEmptyJournalIsItsBeginning() {
    try (JournalReader reader = journal.newReader(JournalFilter.all());
        JournalFileWriter writer =
            JournalFileWriter.create(
                temporary.resolve("x.journal"), JournalFileWriter.Kind.PLAIN)) {
      reader.seekTail();
      assertThat(reader.previous()).isFalse();
      write(writer, 0, 2);
      journal.refresh();
      assertThat(Rendered.texts(reader, "N")).containsExactly("0", "1");
    }
  }
}
