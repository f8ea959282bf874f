package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The 34 entries of the small journal: entry n has N=n and MESSAGE "entry n" mostly. */
class SmallJournalTest {
  private static final FieldName N = FieldName.of("N");

  @TempDir Path temporary;
  private Path folder;
  private Journal journal;

  @BeforeEach
  void open() throws IOException {
    folder = Fixtures.small(temporary);
    journal = Journal.open(List.of(folder.resolve("online")));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private JournalReader reader() {
    return journal.newReader(JournalFilter.all());
  }

  private static Field found(JournalReader reader, FieldName name) {
    return Objects.requireNonNull(reader.entry().find(name));
  }

  private static String n(JournalReader reader) {
    return found(reader, N).text();
  }

  @Test
  void rendersAsTheRecordedOutput() throws IOException {
    byte[] export = Rendered.forward(journal, JournalFilter.all(), Rendered.export());
    byte[] json = Rendered.forward(journal, JournalFilter.all(), Rendered.json(false));
    Path expected = folder.resolve("expected");
    assertThat(export).isEqualTo(Files.readAllBytes(expected.resolve("journalctl.export")));
    assertThat(Rendered.parsed(json))
        .isEqualTo(Rendered.parsed(Files.readAllBytes(expected.resolve("json.jsonl"))));
    assertThat(journal.damages()).isEmpty();
  }

  @Test
  void anEntryInTwoFilesAppearsOnce() {
    try (Journal both = Journal.open(List.of(folder));
        JournalReader reader = both.newReader(JournalFilter.all())) {
      assertThat(both.fileNames()).hasSize(2);
      List<String> all = Rendered.texts(reader, "N");
      assertThat(all).isEqualTo(IntStream.rangeClosed(1, 34).mapToObj(Integer::toString).toList());
      assertThat(reader.previous()).isTrue();
      assertThat(n(reader)).isEqualTo("33");
    }
  }

  @Test
  void headTailAndTurningBack() {
    try (JournalReader reader = reader()) {
      assertThat(reader.previous()).isFalse();
      reader.seekTail();
      assertThat(reader.next()).isFalse();
      assertThat(reader.previous()).isTrue();
      assertThat(n(reader)).isEqualTo("34");
      assertThat(reader.skip(-3)).isEqualTo(3);
      assertThat(n(reader)).isEqualTo("31");
      assertThat(reader.skip(2)).isEqualTo(2);
      assertThat(n(reader)).isEqualTo("33");
      assertThat(reader.skip(1000)).isEqualTo(1);
      reader.seekHead();
      assertThat(reader.next()).isTrue();
      assertThat(n(reader)).isEqualTo("1");
      assertThat(reader.skip(1000)).isEqualTo(33);
      assertThat(reader.skip(-1000)).isEqualTo(33);
    }
  }

  @Test
  void cursorsNameEntriesInBothDirections() throws Exception {
    try (JournalReader reader = reader();
        JournalReader other = reader()) {
      while (reader.next()) {
        Cursor cursor = Cursor.parse(reader.entry().cursor().toString());
        other.seekCursor(cursor);
        assertThat(other.next()).isTrue();
        assertThat(other.entry().cursor()).isEqualTo(cursor);
        other.seekCursor(cursor);
        assertThat(other.previous()).isTrue();
        assertThat(other.entry().cursor()).isEqualTo(cursor);
      }
    }
  }

  @Test
  void aCursorOfAnotherJournalFindsTheNearestTime() throws Exception {
    try (JournalReader reader = reader()) {
      Cursor elsewhere =
          Cursor.parse("s=11;i=5;b=22;m=1;t=" + Long.toHexString(1_600_000_010_500_000L) + ";x=1");
      reader.seekCursor(elsewhere);
      assertThat(reader.next()).isTrue();
      assertThat(n(reader)).isEqualTo("11");
      reader.seekCursor(elsewhere);
      assertThat(reader.previous()).isTrue();
      assertThat(n(reader)).isEqualTo("10");
    }
  }

  @Test
  void timesAreFound() {
    try (JournalReader reader = reader()) {
      reader.seekRealtime(1_600_000_005_000_000L);
      assertThat(reader.next()).isTrue();
      assertThat(n(reader)).isEqualTo("5");
      reader.seekRealtime(1_600_000_005_000_000L);
      assertThat(reader.previous()).isTrue();
      assertThat(n(reader)).isEqualTo("5");
      reader.seekRealtime(1_600_000_005_000_001L);
      assertThat(reader.next()).isTrue();
      assertThat(n(reader)).isEqualTo("6");
      reader.seekRealtime(Long.MAX_VALUE / 2);
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void theSameFieldIsOrAndDifferentFieldsAreAnd() {
    assertThat(matching(Fixtures.filter("N=5", "N=6"))).containsExactly("5", "6");
    assertThat(matching(Fixtures.filter("N=5", "PRIORITY=1"))).isEmpty();
    assertThat(matching(Fixtures.filter("N=5", "N=77", "_HOSTNAME=host1"))).containsExactly("5");
    JournalFilter nested =
        JournalFilter.and(
            JournalFilter.or(Fixtures.filter("N=5"), Fixtures.filter("PRIORITY=3")),
            Fixtures.filter("SYSLOG_IDENTIFIER=ident"));
    assertThat(matching(nested)).contains("3", "5").doesNotContain("4");
    assertThat(matching(JournalFilter.or())).isEmpty();
    assertThat(matching(JournalFilter.and())).hasSize(34);
  }

  private List<String> matching(JournalFilter filter) {
    try (JournalReader reader = journal.newReader(filter)) {
      return Rendered.texts(reader, "N");
    }
  }

  @Test
  void fieldsThatRepeatAreSharedAndKeepTheirRenderings() {
    RenderSlot<String> slot = RenderSlot.of(String.class);
    FieldName host = FieldName.of("_HOSTNAME");
    try (JournalReader reader = reader();
        JournalReader other = reader()) {
      reader.next();
      other.skip(2);
      Field first = found(reader, host);
      assertThat(first.isShared()).isTrue();
      assertThat(first.rendering(slot)).isNull();
      first.attach(slot, "ready");
      assertThat(found(other, host)).isSameAs(first);
      assertThat(found(other, host).rendering(slot)).isEqualTo("ready");
      assertThat(found(reader, N).isShared()).isFalse();
    }
  }

  @Test
  void aMissingDirectoryIsAnEmptyJournal() {
    try (Journal none = Journal.open(List.of(temporary.resolve("absent")));
        JournalReader reader = none.newReader(JournalFilter.all())) {
      assertThat(reader.next()).isFalse();
      reader.seekTail();
      assertThat(reader.previous()).isFalse();
      assertThat(none.damages()).isEmpty();
    }
  }

  @Test
  void batchesHoldTheEntriesThatSingleMovesGive() {
    byte[] all = Rendered.forward(journal, JournalFilter.all(), Rendered.export());
    for (int size : new int[] {1, 2, 5, 34, 100}) {
      ByteSink out = new ByteSink();
      EntryBatch batch = new EntryBatch(size);
      Entry visitor = Entry.detached();
      try (JournalReader reader = reader()) {
        while (reader.nextBatch(batch, 1000) > 0) {
          for (int i = 0; i < batch.size(); i++) {
            visitor.moveTo(batch, i);
            new ExportFormat().write(visitor, out);
          }
          assertThat(visitor.cursor()).isEqualTo(reader.entry().cursor());
        }
      }
      assertThat(out.toByteArray()).isEqualTo(all);
    }
  }

  @Test
  void aBatchTakesNoMoreThanItIsToldAndSingleMovesGoOnBehindIt() {
    EntryBatch batch = new EntryBatch(10);
    try (JournalReader reader = reader()) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.nextBatch(batch, 3)).isEqualTo(3);
      assertThat(n(reader)).isEqualTo("4");
      assertThat(reader.next()).isTrue();
      assertThat(n(reader)).isEqualTo("5");
      assertThatThrownBy(() -> Entry.detached().moveTo(batch, 3))
          .isInstanceOf(IndexOutOfBoundsException.class);
      reader.seekTail();
      assertThat(reader.nextBatch(batch, 3)).isZero();
    }
  }

  @Test
  void anEntryThatTakesSmallFieldsOnlySaysSoOfLargerOnes() {
    EntryBatch batch = new EntryBatch(1);
    Entry visitor = Entry.detached(5);
    try (JournalReader reader = reader()) {
      assertThat(reader.nextBatch(batch, 1)).isEqualTo(1);
      visitor.moveTo(batch, 0);
      assertThatThrownBy(() -> visitor.find(FieldName.of("MESSAGE")))
          .isInstanceOf(LargeFieldException.class);
      assertThat(journal.damages()).isEmpty();
    }
  }
}
