package io.millpond.exports.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.records.Formats;
import io.millpond.logs.records.RecordFilter;
import io.millpond.logs.records.ScanCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSearchTest {
  @TempDir Path spill;
  private final Workers workers = Workers.start(2);
  private final TestingLogs logs;

  LogSearchTest(@TempDir Path logs) throws IOException {
    this.logs = new TestingLogs(logs);
  }

  @AfterEach
  void close() throws IOException {
    workers.close();
    logs.close();
  }

  @Test
  void recordsOfSeveralFilesComeInTheOrderOfTime() throws Exception {
    logs.add(
        "spark-driver",
        "stderr",
        "a",
        """
        26/11/20 04:00:01 INFO A: one
        26/11/20 04:00:03 ERROR A: three
        java.lang.Exception: x
        \tat a.B.c(D.java:1)
        26/11/20 04:00:05 INFO A: five
        """);
    logs.add(
        "spark-executor-1",
        "stdout",
        "b",
        """
        before
        2026-11-20 04:00:02,500 WARN [main] b.B: two and a half
        {"ts":"2026-11-20T04:00:03.000Z","level":"ERROR","msg":"three, \\"too\\"","logger":"C",\
        "exception":{"class":"E","msg":"m","stacktrace":[{"class":"a.B","method":"c","file":"D.java","line":7}]}}
        """);
    assertThat(text(RecordFilter.ALL))
        .isEqualTo(
            """
            2026-11-20T04:00:01.000Z INFO spark-driver stderr [-] A: one
            2026-11-20T04:00:02.500Z - spark-executor-1 stdout [-] -: before
            2026-11-20T04:00:02.500Z WARN spark-executor-1 stdout [main] b.B: two and a half
            2026-11-20T04:00:03.000Z ERROR spark-driver stderr [-] A: three
            \tjava.lang.Exception: x
            \t\tat a.B.c(D.java:1)
            2026-11-20T04:00:03.000Z ERROR spark-executor-1 stdout [-] C: three, "too"
            \tE: m
            \t\tat a.B.c(D.java:7)
            2026-11-20T04:00:05.000Z INFO spark-driver stderr [-] A: five
            """);
  }

  @Test
  void nothingALogSaysLooksLikeAnotherRecord() throws Exception {
    logs.add(
        "spark-driver",
        "stderr",
        "a",
        """
        {"ts":"2026-11-20T04:00:03.000Z","level":"INFO","msg":"m\\n2026-11-20T04:00:03.000Z ERROR x","thread":"t\\n","logger":"l\\u001b[31m"}
        """);
    assertThat(text(RecordFilter.ALL))
        .isEqualTo(
            """
            2026-11-20T04:00:03.000Z INFO spark-driver stderr [t_] l_[31m: m
            \t2026-11-20T04:00:03.000Z ERROR x
            """);
  }

  @Test
  void aCarriageReturnBeginsNoRecordEither() throws Exception {
    logs.add(
        "spark-driver",
        "stderr",
        "a",
        """
        26/11/20 04:00:01 INFO A: 1 %\r2026-11-20T04:00:03.000Z ERROR x\r\r2 %\r
        more\r
        26/11/20 04:00:02 INFO A: b\r
        """);
    assertThat(text(RecordFilter.ALL))
        .isEqualTo(
            """
            2026-11-20T04:00:01.000Z INFO spark-driver stderr [-] A: 1 %\r\
            \t2026-11-20T04:00:03.000Z ERROR x\r\t\r\t2 %\r
            \tmore\r
            2026-11-20T04:00:02.000Z INFO spark-driver stderr [-] A: b\r
            """);
  }

  @Test
  void aTimeOfNoCalendarIsWrittenAsTheLastOrTheFirst() throws Exception {
    logs.add("spark-driver", "stderr", "a", "0000-00-00 00:00:00 INFO A - zero\n");
    logs.add(
        "spark-driver", "stderr", "b", "{\"time\":9e18,\"level\":\"WARN\",\"message\":\"late\"}\n");
    assertThat(text(RecordFilter.ALL))
        .isEqualTo(
            """
            0000-01-01T00:00:00.000Z INFO spark-driver stderr [-] A: zero
            9999-12-31T23:59:59.999Z WARN spark-driver stderr [-] -: late
            """);
  }

  @Test
  void asJsonLinesEveryRecordIsWhole() throws Exception {
    byte[] log =
        "26/11/20 04:00:01 INFO A: é\uD83D\uDE80 \"q\"\n\tat x\n26/11/20 04:00:02 WARN B: bad "
            .getBytes(StandardCharsets.UTF_8);
    byte[] bad = Arrays.copyOf(log, log.length + 1);
    bad[log.length] = (byte) 0xff;
    logs.add("spark-driver", "stderr", "a", bad, Instant.now());
    Receipt receipt = search(RecordFilter.ALL, Renderer.Form.JSON_LINES);
    assertThat(written)
        .isEqualTo(
            """
            {"time":"2026-11-20T04:00:01.000Z","subject":"spark-driver","stream":"stderr","type":"driver","file":"app-1/c-spark-driver/a","offset":0,"level":"INFO","logger":"A","message":"é🚀 \\"q\\"\\n\\tat x"}
            {"time":"2026-11-20T04:00:02.000Z","subject":"spark-driver","stream":"stderr","type":"driver","file":"app-1/c-spark-driver/a","offset":43,"level":"WARN","logger":"B","message":"bad \uFFFD"}
            """);
    assertThat(receipt.totals()).isEqualTo(new ScanCounts(bad.length, 2, 2));
  }

  @Test
  void aCompressedFileIsReadAsItsText() throws Exception {
    logs.add(
        "spark-driver",
        "stderr",
        "stderr--2026-11-20--04.gz",
        TestingLogs.gzip("26/11/20 04:00:01 INFO A: one\n"),
        Instant.now());
    assertThat(text(RecordFilter.ALL)).endsWith("A: one\n");
  }

  @Test
  void aFileThatWasWrittenBeforeTheWindowIsNotOpened() throws Exception {
    Instant modified = Instant.parse("2026-11-20T04:00:00Z");
    SearchFile old = logs.add("spark-driver", "stderr", "a", new byte[] {'x'}, modified);
    Instant from = modified.plusSeconds(3600);
    RecordFilter filter = RecordFilter.within(from.toEpochMilli(), Long.MAX_VALUE);
    Receipt receipt = search(filter, Renderer.Form.TEXT);
    assertThat(receipt.files())
        .containsExactly(
            new FileOutcome(
                old.path(),
                FileOutcome.State.SKIPPED,
                Optional.of("outside the window"),
                ScanCounts.NONE));
    assertThat(receipt.isComplete()).isTrue();
  }

  @Test
  void aFileThatIsGoneOrDamagedIsToldAndTheOthersAreRead() throws Exception {
    logs.add("spark-driver", "stderr", "a", "26/11/20 04:00:01 INFO A: one\n");
    logs.add("spark-executor-1", "stderr", "b", "26/11/20 04:00:01 INFO A: two\n");
    byte[] gzip = TestingLogs.gzip("26/11/20 04:00:02 INFO A: three\n".repeat(10_000));
    logs.add(
        "spark-executor-2", "stderr", "c.gz", Arrays.copyOf(gzip, gzip.length / 2), Instant.now());
    Files.delete(logs.directory().resolve("b"));
    Receipt receipt = search(RecordFilter.ALL, Renderer.Form.TEXT);
    assertThat(receipt.isComplete()).isFalse();
    List<FileOutcome> files = receipt.files();
    assertThat(files.get(1).reason()).contains("gone");
    assertThat(files.get(2).reason().orElseThrow()).startsWith("damaged");
    // What comes before the damage was read.
    assertThat(files.get(2).counts().matched()).isBetween(1L, 9999L);
    assertThat(written).contains("A: one\n", "A: three\n");
  }

  @Test
  void nothingIsLeftOfWhatWasPutAway() throws Exception {
    logs.add("spark-driver", "stderr", "a", "26/11/20 04:00:01 INFO A: one\n");
    text(RecordFilter.ALL);
    assertThat(spill).isEmptyDirectory();
  }

  private String written = "";

  private String text(RecordFilter filter) throws Exception {
    assertThat(search(filter, Renderer.Form.TEXT).isComplete()).isTrue();
    return written;
  }

  private Receipt search(RecordFilter filter, Renderer.Form form) throws Exception {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (LogSearch search =
        LogSearch.start(
            workers, logs.files(), filter, Formats.builtIn(), form, spill.resolve("spill"))) {
      Receipt receipt = search.await();
      search.write(target);
      written = target.toString(StandardCharsets.UTF_8);
      return receipt;
    }
  }
}
