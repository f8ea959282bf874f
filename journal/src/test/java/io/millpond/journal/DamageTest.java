package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are broken in known and in random ways: nothing escapes, what is whole is read, and
 * the damage is told.
 */
class DamageTest {
  private static final long START = 1_700_000_000_000_000L;
  private static final int ENTRIES = 300;
  private static final int MUTANTS = 400;

  /** What takes longer never ends. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  @TempDir Path temporary;
  private Path file;

  @BeforeEach
  void write() {
    file = temporary.resolve("one.journal");
    JournalFileWriter.Kind kind = new JournalFileWriter.Kind(true, true, Layout.COMPRESSED_ZSTD);
    try (JournalFileWriter writer = JournalFileWriter.create(file, kind)) {
      for (int i = 0; i < ENTRIES; i++) {
        writer.append(
            START + i,
            "N=" + i,
            "PRIORITY=" + i % 8,
            "MESSAGE=" + "words ".repeat(i % 40),
            "_PID=1");
      }
    }
  }

  private static int readAll(Journal journal, JournalFilter filter) {
    ByteSink out = new ByteSink();
    JsonFormat json = new JsonFormat(true);
    ShortFormat text = new ShortFormat(ZoneOffset.UTC);
    int entries = 0;
    try (JournalReader reader = journal.newReader(filter)) {
      while (reader.next()) {
        entries++;
        json.write(reader.entry(), out);
        out.clear();
      }
      reader.seekTail();
      while (reader.previous()) {
        text.write(reader.entry(), out);
        out.clear();
      }
      reader.seekRealtime(START + 5);
      reader.next();
      reader.previous();
    }
    return entries;
  }

  private void patch(long offset, long value) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
      channel.write(bytes, offset);
    }
  }

  private String onlyDamage(Journal journal) {
    assertThat(journal.damages()).hasSize(1);
    assertThat(journal.damages().getFirst().file()).isEqualTo("one.journal");
    return journal.damages().getFirst().what();
  }

  @Test
  void unknownIncompatibleFlagsAreRefused() throws IOException {
    patch(8, 1L << (32 + 20));
    try (Journal journal = Journal.ofFiles(List.of(file))) {
      assertThat(readAll(journal, JournalFilter.all())).isZero();
      assertThat(onlyDamage(journal)).isEqualTo("unknown incompatible flags 0x100000");
    }
  }

  @Test
  void whatIsNoJournalIsRefused() throws IOException {
    Files.write(file, "hello".getBytes(StandardCharsets.US_ASCII));
    try (Journal journal = Journal.ofFiles(List.of(file))) {
      assertThat(onlyDamage(journal)).isEqualTo("shorter than a journal header");
    }
    Files.write(file, new byte[4096]);
    try (Journal journal = Journal.ofFiles(List.of(file))) {
      assertThat(onlyDamage(journal)).isEqualTo("no journal signature");
    }
  }

  @Test
  void aMissingFileIsTold() {
    try (Journal journal = Journal.ofFiles(List.of(temporary.resolve("gone.journal")))) {
      assertThat(journal.damages()).containsExactly(new Damage("gone.journal", "cannot be read"));
    }
  }

  @Test
  void aFileThatIsCutOffGivesItsBeginning() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(30_000);
    }
    try (Journal journal = Journal.ofFiles(List.of(file))) {
      assertThat(readAll(journal, JournalFilter.all())).isGreaterThan(20).isLessThan(ENTRIES);
      assertThat(journal.damages()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {8192, 0})
  void aFileThatShrinksWhileItIsMappedIsNoDisaster(long size) throws IOException {
    try (Journal journal = Journal.ofFiles(List.of(file));
        JournalReader reader = journal.newReader(JournalFilter.all())) {
      assertThat(reader.skip(3)).isEqualTo(3);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(size);
      }
      assertThat(reader.skip(ENTRIES)).isLessThan(ENTRIES - 3);
      assertThat(journal.damages()).isNotEmpty();
      assertThat(journal.version()).isEqualTo(journal.version());
    }
  }

  /** Compiled code tells of the fault only after the access. */
  @Test
  void aLookAtFilesThatShrankNeverFails() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int round = 0; round < 20; round++) {
      Path one = Files.write(temporary.resolve("one.journal"), whole);
      Path two = Files.write(temporary.resolve("two.journal"), whole);
      try (Journal journal = Journal.ofFiles(List.of(one, two))) {
        for (int i = 0; i < 5_000; i++) {
          assertThat(journal.version()).isEqualTo(journal.version());
        }
        for (Path each : List.of(one, two)) {
          try (FileChannel channel = FileChannel.open(each, StandardOpenOption.WRITE)) {
            channel.truncate(0);
          }
        }
        for (int i = 0; i < 1_000; i++) {
          assertThatCode(journal::version).doesNotThrowAnyException();
        }
      }
      Files.delete(one);
      Files.delete(two);
    }
  }

  @Test
  void anEntryCountThatLiesEndsWithTheEntries() throws IOException {
    patch(Layout.N_ENTRIES, 1L << 60);
    try (Journal journal = Journal.ofFiles(List.of(file))) {
      int entries = assertTimeoutPreemptively(LONGEST, () -> readAll(journal, JournalFilter.all()));
      assertThat(entries).isEqualTo(ENTRIES);
      assertThat(journal.damages()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261120, 7777})
  void randomBytesNeverEscape(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] healthy = Files.readAllBytes(file);
    int used = 40_000;
    for (int i = 0; i < MUTANTS / 3; i++) {
      byte[] mutant = healthy.clone();
      for (int flips = random.nextInt(1, 20); flips > 0; flips--) {
        int at = random.nextInt(4) == 0 ? random.nextInt(16, 264) : random.nextInt(used);
        mutant[at] = (byte) random.nextInt(256);
      }
      Path broken = temporary.resolve("mutant-" + i + ".journal");
      Files.write(broken, mutant);
      String what = "seed " + seed + " mutant " + i;
      assertTimeoutPreemptively(
          LONGEST,
          () -> {
            try (Journal journal = Journal.ofFiles(List.of(broken))) {
              readAll(journal, JournalFilter.all());
              readAll(journal, Fixtures.filter("PRIORITY=3", "PRIORITY=4", "_PID=1"));
            }
          },
          what);
      Files.delete(broken);
    }
  }
}
