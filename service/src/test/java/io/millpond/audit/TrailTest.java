package io.millpond.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrailTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private TestingTrail files;
  private final SickDisk disk = new SickDisk();

  @BeforeEach
  void make() {
    files = new TestingTrail(directory);
  }

  /** A disk that can be full, or fail to say that it has what was written. */
  private static final class SickDisk implements Storage {
    volatile boolean isFull;
    volatile boolean isUnsure;
    volatile boolean isOutOfMemory;
    final AtomicInteger forced = new AtomicInteger();

    @Override
    public int write(FileChannel file, ByteBuffer bytes) throws IOException {
      if (isOutOfMemory) {
        throw new OutOfMemoryError("a test's");
      }
      if (isFull) {
        throw new IOException("No space left on device");
      }
      return file.write(bytes);
    }

    @Override
    public void force(FileChannel file) throws IOException {
      forced.incrementAndGet();
      if (isUnsure) {
        throw new IOException("Input/output error");
      }
      file.force(false);
    }
  }

  private static final class Read extends OpenRead {
    @Override
    protected Entry soFar() {
      Entry entry = TestingTrail.entry("long");
      Entry.Answer answer = new Entry.Answer("", 1, 200, Entry.Outcome.READING, millis());
      return new Entry(entry.timeMillis(), entry.request(), entry.asked(), answer);
    }
  }

  private Trail open(boolean isRequired) throws IOException {
    return Trail.open(
        new Trail.Settings(files.file, Optional.empty(), isRequired, Limits.MAX_FILE_BYTES),
        disk,
        InstantSource.system());
  }

  /** Whether a read could be begun; then it is ended, too. */
  private static boolean read(Trail trail, String what) {
    Read read = new Read();
    boolean isBegun = trail.begin(read);
    if (isBegun) {
      trail.end(read, TestingTrail.entry(what));
    }
    return isBegun;
  }

  private List<String> linesWith(String text) throws IOException {
    return files.lines().stream().filter(line -> line.contains(text)).toList();
  }

  @Test
  void aLineIsInTheFileSoonAfterItsRead() throws Exception {
    try (Trail trail = open(true)) {
      assertThat(read(trail, "one")).isTrue();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(linesWith("one")).hasSize(1));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(trail.lines()).isEqualTo(1));
      assertThat(trail.taken()).isZero();
      assertThat(trail.lagMillis()).isZero();
    }
    assertThat(files.whole().lines()).isEqualTo(3);
    assertThat(files.lines().getLast()).contains("\"event\":\"stopped\"");
  }

  @Test
  void manyThreadsLoseNoLine() throws Exception {
    int threads = 8;
    int reads = 2000;
    try (Trail trail = open(true)) {
      List<Thread> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int j = 0; j < reads; j++) {
                    read(trail, "of many");
                  }
                }));
      }
      for (Thread thread : running) {
        thread.join();
      }
      await().atMost(PATIENCE).until(() -> trail.taken() == 0);
    }
    assertThat(linesWith("of many")).hasSize(threads * reads);
    assertThat(files.whole().lines()).isEqualTo(2L + threads * (long) reads);
  }

  @Test
  void whereTheDiskIsFullNothingIsReadUntilThereIsRoom() throws Exception {
    AtomicInteger broken = new AtomicInteger();
    try (Trail trail = open(true)) {
      trail.whenFailing(broken::incrementAndGet);
      assertThat(read(trail, "before")).isTrue();
      await().atMost(PATIENCE).until(() -> trail.lines() == 1);
      disk.isFull = true;
      assertThat(read(trail, "then")).isTrue();
      await().atMost(PATIENCE).until(trail::isRefusing);
      assertThat(read(trail, "never")).isFalse();
      assertThat(read(trail, "never")).isFalse();
      assertThat(trail.refused()).isEqualTo(2);
      // Again and again, for those that begin just then.
      await().atMost(PATIENCE).until(() -> broken.get() > 0);
      disk.isFull = false;
      await().atMost(PATIENCE).until(() -> !trail.isRefusing());
      assertThat(read(trail, "after")).isTrue();
    }
    assertThat(files.whole().lines()).isEqualTo(6);
    assertThat(linesWith("never")).isEmpty();
    assertThat(linesWith("then")).hasSize(1);
    assertThat(linesWith("\"event\":\"resumed\""))
        .singleElement()
        .asString()
        .contains("\"failed\":\"write\",\"refused\":2,\"lost\":0");
  }

  @Test
  void aDiskThatIsNotSureOfItIsNoBetter() throws Exception {
    try (Trail trail = open(true)) {
      disk.isUnsure = true;
      assertThat(read(trail, "one")).isTrue();
      await().atMost(PATIENCE).until(trail::isRefusing);
      disk.isUnsure = false;
      await().atMost(PATIENCE).until(() -> !trail.isRefusing());
    }
    assertThat(linesWith("\"failed\":\"sync\"")).hasSize(1);
    assertThat(files.whole().lines()).isEqualTo(4);
  }

  @Test
  void whereThereIsNoMemoryLeftNothingIsReadEither() throws Exception {
    try (Trail trail = open(true)) {
      disk.isOutOfMemory = true;
      assertThat(read(trail, "then")).isTrue();
      await().atMost(PATIENCE).until(trail::isRefusing);
      disk.isOutOfMemory = false;
      await().atMost(PATIENCE).until(() -> !trail.isRefusing());
    }
    assertThat(linesWith("then")).hasSize(1);
    assertThat(files.whole().lines()).isEqualTo(4);
  }

  @Test
  void aLineThatCannotBeMadeIsToldToBeLost() throws Exception {
    Entry good = TestingTrail.entry("good");
    @SuppressWarnings("NullAway")
    Entry bad = new Entry(good.timeMillis(), good.request(), good.asked(), null);
    try (Trail trail = open(true)) {
      Read read = new Read();
      assertThat(trail.begin(read)).isTrue();
      trail.end(read, bad);
      await().atMost(PATIENCE).until(() -> trail.lost() == 1);
      await().atMost(PATIENCE).until(() -> read(trail, "good"));
      await().atMost(PATIENCE).until(() -> trail.taken() == 0);
    }
    assertThat(linesWith("good")).hasSize(1);
    assertThat(linesWith("resumed")).singleElement().asString().contains("\"lost\":1");
    assertThat(files.verify()).isInstanceOf(Verdict.Whole.class);
  }

  /** What is written while it is so would say that all is well again. */
  @Test
  void aFileThatCannotBePutAsideIsNotWrittenToMeanwhile() throws Exception {
    Path inTheWay = Files.createDirectory(directory.resolve("audit.jsonl.1"));
    Trail.Settings settings = new Trail.Settings(files.file, Optional.empty(), true, 300);
    try (Trail trail = Trail.open(settings, disk, InstantSource.system())) {
      assertThat(read(trail, "one")).isTrue();
      await().atMost(PATIENCE).until(trail::isRefusing);
      int tried = disk.forced.get();
      await().atMost(PATIENCE).until(() -> disk.forced.get() > tried + 2);
      assertThat(linesWith("resumed")).isEmpty();
      Files.delete(inTheWay);
      await().atMost(PATIENCE).until(() -> !trail.isRefusing());
    }
    assertThat(files.whole().firstSeq()).isEqualTo(1);
  }

  @Test
  void aFileThatWasMovedAwayIsFollowedByANewOneThoughNothingIsRead() throws Exception {
    try (Trail trail = open(true)) {
      assertThat(read(trail, "one")).isTrue();
      await().atMost(PATIENCE).until(() -> trail.lines() == 1);
      Files.move(files.file, directory.resolve("archived.jsonl"));
      await().atMost(PATIENCE).until(() -> Files.exists(files.file) && !files.lines().isEmpty());
      assertThat(linesWith("\"event\":\"opened\"")).hasSize(1);
    }
  }

  /** Of a request that ends just then, say. */
  @Test
  void aReadThatCannotTellOfItselfKeepsNobodyFromLookingAfterTheOthers() throws Exception {
    try (Trail trail = open(true)) {
      OpenRead bad =
          new OpenRead() {
            @Override
            protected Entry soFar() {
              throw new IllegalStateException("gone");
            }
          };
      assertThat(trail.begin(bad)).isTrue();
      await().atMost(PATIENCE).until(() -> !bad.isToBeTold() && bad.millis() > 2000);
      assertThat(trail.begin(new Read())).isTrue();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(linesWith("\"outcome\":\"reading\"")).hasSize(1));
    }
  }

  @Test
  void whereAllPlacesAreTakenNoReadBegins() throws Exception {
    try (Trail trail = open(true)) {
      List<Read> reads = new ArrayList<>();
      for (int i = 0; i < Limits.MAX_RECORDS; i++) {
        Read read = new Read();
        // However long this takes.
        read.told();
        reads.add(read);
        assertThat(trail.begin(read)).isTrue();
      }
      assertThat(trail.begin(new Read())).isFalse();
      trail.end(reads.getFirst(), TestingTrail.entry("ended"));
      await().atMost(PATIENCE).until(() -> read(trail, "another"));
    }
  }

  @Test
  void whereTheTrailIsNotRequiredLinesAreLostAndCounted() throws Exception {
    try (Trail trail = open(false)) {
      disk.isFull = true;
      int reads = Limits.MAX_RECORDS + 1000;
      for (int i = 0; i < reads; i++) {
        assertThat(read(trail, "kept")).isTrue();
      }
      assertThat(trail.isRefusing()).isFalse();
      assertThat(trail.lost()).isEqualTo(1000);
      disk.isFull = false;
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(linesWith("resumed")).hasSize(1));
    }
    assertThat(linesWith("kept")).hasSize(Limits.MAX_RECORDS);
    assertThat(linesWith("resumed")).singleElement().asString().contains("\"lost\":1000");
    assertThat(files.verify()).isInstanceOf(Verdict.Whole.class);
  }

  @Test
  void aReadThatTakesLongIsOnRecordBeforeItEnds() throws Exception {
    try (Trail trail = open(true)) {
      Read read = new Read();
      assertThat(trail.begin(read)).isTrue();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(linesWith("\"outcome\":\"reading\"")).hasSize(1));
      trail.end(read, TestingTrail.entry("long"));
    }
    assertThat(linesWith("\"outcome\":\"reading\"")).hasSize(1);
    assertThat(linesWith("\"resource\":\"long\"")).hasSize(2);
  }

  @Test
  void aTrailCanBeLookedThroughWhileItIsWrittenAndPutAside() throws Exception {
    files.patience = PATIENCE;
    Trail.Settings settings =
        new Trail.Settings(files.file, Optional.empty(), true, 8 * Limits.MAX_LINE_BYTES);
    try (Trail trail = Trail.open(settings)) {
      read(trail, "the first");
      await().atMost(PATIENCE).until(() -> Files.size(files.file) > 0);
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 20_000; i++) {
                  read(trail, "one of many");
                }
              });
      do {
        files.whole();
      } while (writer.isAlive());
      writer.join();
      await().atMost(PATIENCE).until(() -> trail.taken() == 0);
    }
    assertThat(files.whole().lines()).isEqualTo(files.whole().lastSeq());
    assertThat(files.aside()).hasSizeGreaterThan(3);
  }
}
