package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The large journal (five files, two hosts, three boots) entry for entry as journalctl gives it.
 */
class JournalctlTest {
  @TempDir static Path temporary;
  private static Path folder;
  private static Journal journal;

  @BeforeAll
  static void open() {
    folder = Fixtures.shared("journal-large", temporary).resolve("journal");
    journal = Journal.open(List.of(folder));
  }

  @AfterAll
  static void close() {
    if (journal != null) {
      journal.close();
    }
  }

  private static byte[] journalctl(String arguments) {
    List<String> all = new ArrayList<>(List.of("-D", folder.toString()));
    all.addAll(List.of(arguments.split(" ")));
    return Fixtures.journalctl(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_HOSTNAME=node-a",
        "_SYSTEMD_UNIT=dcos-mesos-master.service",
        "PRIORITY=3 PRIORITY=4 _HOSTNAME=node-b",
        "_SYSTEMD_UNIT=sshd.service _SYSTEMD_UNIT=docker.service PRIORITY=5 PRIORITY=6",
        "UNIT=nothing.service"
      })
  void matchesInBothDirections(String matches) {
    JournalFilter filter = Fixtures.filter(matches.split(" "));
    assertThat(Rendered.forward(journal, filter, Rendered.export()))
        .isEqualTo(journalctl("-o export " + matches));
    assertThat(Rendered.backward(journal, filter, Rendered.export()))
        .isEqualTo(journalctl("-r -o export " + matches));
  }

  @Test
  void everythingAsExportBackward() {
    assertThat(Rendered.backward(journal, JournalFilter.all(), Rendered.export()))
        .isEqualTo(journalctl("-r -o export"));
  }

  @Test
  void everythingAsShortText() {
    assertThat(Rendered.forward(journal, JournalFilter.all(), Rendered.shortText()))
        .isEqualTo(journalctl("-o short"));
    assertThat(journal.damages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void entriesAsJson(boolean all) {
    JournalFilter filter = Fixtures.filter("PRIORITY=6", "_HOSTNAME=node-b");
    byte[] ours = Rendered.forward(journal, filter, Rendered.json(all));
    byte[] theirs = journalctl((all ? "--all " : "") + "-o json PRIORITY=6 _HOSTNAME=node-b");
    assertThat(Rendered.parsed(ours)).isEqualTo(Rendered.parsed(theirs));
  }

  @Test
  void recordedBeginningAndUnitMatch() throws IOException {
    Path expected = folder.resolveSibling("expected");
    byte[] all = Rendered.forward(journal, JournalFilter.all(), Rendered.json(false));
    assertThat(Rendered.parsed(all)).hasSize(60_001);
    assertThat(Rendered.parsed(all).subList(0, 200))
        .isEqualTo(
            Rendered.parsed(Fixtures.gunzip(expected.resolve("all-json-first200.jsonl.gz"))));
    byte[] unit =
        Rendered.forward(
            journal,
            Fixtures.filter("_SYSTEMD_UNIT=dcos-mesos-master.service"),
            Rendered.json(true));
    assertThat(Rendered.parsed(unit).subList(0, 200))
        .isEqualTo(
            Rendered.parsed(
                Fixtures.gunzip(expected.resolve("unit-json-all-fields-first200.jsonl.gz"))));
  }

  @Test
  void cursorsAreJournalctlsAndTheOtherWayRound() throws Exception {
    try (JournalReader reader = journal.newReader(JournalFilter.all())) {
      assertThat(reader.skip(30_000)).isEqualTo(30_000);
      String cursor = reader.entry().cursor().toString();
      ByteSink ours = new ByteSink();
      new ExportFormat().write(reader.entry(), ours);
      assertThat(journalctl("-o export -n 1 --cursor=" + cursor)).isEqualTo(ours.toByteArray());
      String theirs =
          Fixtures.utf8(journalctl("-o export -n 1 --after-cursor=" + cursor))
              .lines()
              .findFirst()
              .orElseThrow();
      reader.seekCursor(Cursor.parse(theirs.substring("__CURSOR=".length())));
      assertThat(reader.next()).isTrue();
      ours.clear();
      new ExportFormat().write(reader.entry(), ours);
      assertThat(journalctl("-o export -n 1 --after-cursor=" + cursor))
          .isEqualTo(ours.toByteArray());
    }
  }

  @Test
  void timesAreJournalctls() {
    try (JournalReader reader = journal.newReader(JournalFilter.all())) {
      reader.seekRealtime(1_772_416_800_000_000L);
      assertThat(reader.next()).isTrue();
      ByteSink ours = new ByteSink();
      new ExportFormat().write(reader.entry(), ours);
      assertThat(ours.toByteArray()).isEqualTo(journalctl("-o export -n 1 --since=@1772416800"));
    }
  }
}
