package io.millpond.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamFilesTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private static List<String> order(String... names) throws IOException {
    List<StoredFile> files = new ArrayList<>();
    for (String name : names) {
      files.add(MadeFile.of(name, "what " + name + " holds"));
    }
    return StreamFiles.of(files, Optional.empty()).stream()
        .map(part -> part.stream() + " " + part.number() + " " + part.file().name())
        .toList();
  }

  @Test
  void whatARollerLeavesIsInTheOrderItWasWritten() throws IOException {
    assertThat(
            order(
                "stderr-active",
                "stderr-2026-11-20-03-58",
                "stderr-2026-11-20-03-57.gz",
                "stdout",
                "stderr"))
        .containsExactly(
            "stderr 0 stderr",
            "stderr 1 stderr-2026-11-20-03-57.gz",
            "stderr 2 stderr-2026-11-20-03-58",
            "stderr 3 stderr-active",
            "stdout 0 stdout");
    assertThat(order("stderr", "stderr.1", "stderr.10.gz", "stderr.2"))
        .containsExactly(
            "stderr 0 stderr.10.gz", "stderr 1 stderr.2", "stderr 2 stderr.1", "stderr 3 stderr");
  }

  @Test
  void anyOtherFileIsAStreamOfItsOwn() throws IOException {
    assertThat(order("gc.log", "gc.log.0", "prelaunch.err", "prelaunch.out", "stderrs", "syslog"))
        .containsExactly(
            "gc.log 0 gc.log",
            "gc.log.0 0 gc.log.0",
            "prelaunch.err 0 prelaunch.err",
            "prelaunch.out 0 prelaunch.out",
            "stderrs 0 stderrs",
            "syslog 0 syslog");
  }

  @Test
  void aFileThatIsBeingCompressedCountsOnce() throws IOException {
    assertThat(order("stderr-2026-11-20-03", "stderr-2026-11-20-03.gz", "stderr-2026-11-20-04.gz"))
        .containsExactly("stderr 0 stderr-2026-11-20-03", "stderr 1 stderr-2026-11-20-04.gz");
  }

  @Test
  void aConsoleThatHasWhatIsRolledTooIsTheWhole() throws IOException {
    List<StoredFile> rolled =
        List.of(
            MadeFile.of("stderr-2026-11-20-03", "one\ntwo\n"),
            MadeFile.of("stderr-active", "three\nfour\n"));
    for (String console :
        List.of(
            "one\ntwo\nthree\nfour\nfive\n",
            "printed\ntwo\none\nthree\nfour\n", // By two threads, which came in another order.
            "one\ntwo\nthree\nfo")) { // It was looked at before the last line came.
      assertThat(text(rolled, console)).isEqualTo(console);
    }
    for (String console : List.of("one\n", "one\nTWO\nthree\nfour\n", "printed\n", "")) {
      assertThat(text(rolled, console)).isEqualTo(console + "one\ntwo\nthree\nfour\n");
    }
  }

  @Test
  void aConsoleThatHasSomeOfWhatIsRolledIsAnother() throws IOException {
    StringBuilder all = new StringBuilder();
    StringBuilder warnings = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      all.append(i).append('\n');
      warnings.append(i % 100 < 98 ? i + "\n" : "");
    }
    List<StoredFile> rolled =
        List.of(
            MadeFile.of("stderr-1", all.substring(0, 6)), MadeFile.of("stderr-active", all + ""));
    assertThat(text(rolled, warnings + "")).startsWith(warnings).hasSizeGreaterThan(all.length());
    assertThat(text(rolled, all + "")).isEqualTo(all + "");
  }

  private static String text(List<StoredFile> rolled, String console) throws IOException {
    List<StoredFile> files = new ArrayList<>(rolled);
    files.add(MadeFile.of("stderr", console));
    Map<String, byte[]> texts = LogsText.of(StreamFiles.of(files, Optional.empty()));
    return new String(texts.get("stderr"), StandardCharsets.UTF_8);
  }

  @Test
  void aSegmentIsNoOlderThanTheOneBeforeIt() throws IOException {
    Instant rolled = Instant.parse("2026-11-19T14:00:00Z");
    List<StoredFile> files =
        List.of(
            MadeFile.of("stderr", "console", rolled),
            MadeFile.of("stderr-2026-11-20-04", "one", rolled.plusSeconds(3600)),
            // A copy: it was written before it was modified.
            MadeFile.of("stderr-2026-11-20-05", "two", Instant.parse("2027-01-01T00:00:00Z")),
            MadeFile.of("stderr-99", "no time in its name", rolled),
            MadeFile.of("stderr-active", "three", rolled));
    assertThat(StreamFiles.of(files, Optional.of(START)))
        .extracting(part -> part.file().name() + " " + part.notBefore().orElseThrow())
        .containsExactly(
            "stderr " + START,
            "stderr-99 " + START,
            "stderr-2026-11-20-04 " + START,
            "stderr-2026-11-20-05 2026-11-19T14:00:00Z",
            "stderr-active 2026-11-19T15:00:00Z");
  }

  @Test
  void modificationCountsWhereItIsEarlierThanTheName() throws IOException {
    Instant modified = Instant.parse("2026-11-10T00:00:00Z");
    List<StoredFile> files =
        List.of(
            MadeFile.of("stderr-2026-11-20-04", "one", modified),
            MadeFile.of("stderr-2026-99-99-04", "no such day", modified),
            MadeFile.of("stderr-active", "three", modified));
    assertThat(StreamFiles.of(files, Optional.empty()))
        .extracting(StreamFile::notBefore)
        .containsExactly(Optional.empty(), Optional.of(modified), Optional.empty());
  }

  @Test
  void anExecutorStartsAfterItsApplicationAndADriverMayHaveBefore() {
    Container driver = new Container("d", "", Container.Role.DRIVER);
    Container executor = new Container("e", "", Container.Role.EXECUTOR);
    Attempt attempt =
        new Attempt(
            1, RunState.RUNNING, Optional.of(START), Optional.empty(), List.of(driver, executor));
    Application application = new Application("a", "", "", Map.of(), List.of(attempt));
    assertThat(StreamFiles.start(application, executor)).contains(START);
    assertThat(StreamFiles.start(application, driver)).isEmpty();
  }
}
