package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals that a fuzzer broke: each ends, lets nothing escape and says that it is damaged. */
class DamagedCorpusTest {
  /** What takes longer never ends. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final int FILES = 620;

  /** What journalctl 252 still finds in all of them is 514. */
  private static final long MIN_ENTRIES = 500;

  @TempDir Path temporary;

  @Test
  void everyFileEndsAndSaysThatItIsDamaged() throws IOException {
    Path folder = Fixtures.corpus("journals-afl-corrupted.tar.zst", temporary);
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSize(FILES);
    long entries = 0;
    for (Path file : files) {
      entries += assertTimeoutPreemptively(LONGEST, () -> readAll(file), file.toString());
    }
    assertThat(entries).isGreaterThan(MIN_ENTRIES);
  }

  private static long readAll(Path file) {
    try (Journal journal = Journal.ofFiles(List.of(file))) {
      long entries = read(journal, JournalFilter.all());
      read(journal, Fixtures.filter("PRIORITY=6", "_TRANSPORT=journal"));
      assertThat(journal.damages()).as(file.toString()).isNotEmpty();
      return entries;
    }
  }

  private static long read(Journal journal, JournalFilter filter) {
    ByteSink out = new ByteSink();
    JsonFormat json = new JsonFormat(true);
    ShortFormat text = new ShortFormat(ZoneOffset.UTC);
    try (JournalReader reader = journal.newReader(filter)) {
      long entries = 0;
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
      reader.seekRealtime(1);
      reader.next();
      return entries;
    }
  }
}
