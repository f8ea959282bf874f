package io.millpond.exports.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.CutLog;
import io.millpond.clusters.LocalFile;
import io.millpond.clusters.StoredFile;
import io.millpond.exports.search.FileOutcome.State;
import io.millpond.logs.ChainedContent;
import io.millpond.logs.Content;
import io.millpond.logs.LogRoot;
import io.millpond.logs.OpenFiles;
import io.millpond.logs.SharedFiles;
import io.millpond.logs.records.Formats;
import io.millpond.logs.records.RecordFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs that were cut anywhere, against the same text in one file. */
class CutLogSearchTest {
  private static final Instant START = Instant.parse("2026-11-20T04:00:00Z");
  private static final Instant MODIFIED = START.plusSeconds(1_000_000);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yy/MM/dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Origin ORIGIN = new Origin("executor", "x", "stderr", "app", "0");
  private static final Pattern PLACE =
      Pattern.compile("\"file\":\"app/0/([^\"]*)\",\"offset\":(\\d+)");

  @TempDir Path logs;
  @TempDir Path spill;
  private final Workers workers = Workers.start(2);
  private final SharedFiles shared = SharedFiles.start();
  private LogRoot root;

  @BeforeEach
  void open() throws IOException {
    root = LogRoot.open(logs);
  }

  @AfterEach
  void close() throws IOException {
    workers.close();
    shared.close();
    root.close();
    assertThat(OpenFiles.count()).as("files left open").isZero();
  }

  private StoredFile file(String name, byte[] bytes, Instant modified) throws IOException {
    Path path = Files.write(logs.resolve(name), bytes);
    Files.setLastModifiedTime(path, FileTime.from(modified));
    return new LocalFile(shared, root, name, name, root.status(name));
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text);
    }
    return bytes.toByteArray();
  }

  /** Pieces of a text. */
  private final class Pieces {
    private final List<CutLog.Piece> pieces = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private long length;

    void add(byte[] text, boolean compressed) throws IOException {
      add(text, compressed, MODIFIED);
    }

    void add(byte[] text, boolean compressed, Instant modified) throws IOException {
      int number = pieces.size();
      CutLog.Ending ending = CutLog.Ending.UNKNOWN;
      if (compressed) {
        ending =
            text.length > 0 && text[text.length - 1] == '\n'
                ? CutLog.Ending.LINE
                : CutLog.Ending.WITHIN_LINE;
      }
      StoredFile file =
          compressed
              ? file(number + ".gz", gzip(text), modified)
              : file(Integer.toString(number), text, modified);
      pieces.add(new CutLog.Piece(file, text.length, ending));
      starts.add(length);
      length += text.length;
    }

    /** Cut at random. */
    void addAll(byte[] text, int most, Random random) throws IOException {
      for (int from = 0; from < text.length; ) {
        int to = (int) Math.min(text.length, from + (long) random.nextInt(most));
        add(Arrays.copyOfRange(text, from, to), random.nextInt(3) == 0);
        from = to;
      }
    }

    List<SearchFile> files() {
      return CutLogSearchTest.files(new CutLog(pieces));
    }

    /** With the places that the same records have in the whole text. */
    String joined(String found) {
      Matcher place = PLACE.matcher(found);
      return place.replaceAll(match -> {
        int number = Integer.parseInt(match.group(1).replace(".gz", ""));
        long offset = starts.get(number) + Long.parseLong(match.group(2));
        return "\"file\":\"app/0/whole\",\"offset\":" + offset;
      });
    }
  }

  private static List<SearchFile> files(CutLog log) {
    List<SearchFile> files = new ArrayList<>();
    for (int i = 0; i < log.pieces().size(); i++) {
      files.add(
          new SearchFile(
              ORIGIN,
              i,
              log.pieces().get(i).file(),
              Optional.empty(),
              Optional.of(new CutLog.Part(log, i))));
    }
    return files;
  }

  private String found = "";

  private Receipt search(List<SearchFile> files, RecordFilter filter) throws Exception {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (LogSearch search =
        LogSearch.start(
            workers,
            files,
            filter,
            Formats.builtIn(),
            Renderer.Form.JSON_LINES,
            spill.resolve("spill"))) {
      Receipt receipt = search.await();
      search.write(target);
      found = target.toString(UTF_8);
      return receipt;
    }
  }

  private void compare(byte[] text, Pieces pieces, RecordFilter filter) throws Exception {
    StoredFile whole = file("whole", text, MODIFIED);
    Receipt expected = search(List.of(new SearchFile(ORIGIN, 0, whole, Optional.empty())), filter);
    String reference = found;
    Receipt receipt = search(pieces.files(), filter);
    assertThat(pieces.joined(found)).isEqualTo(reference);
    assertThat(receipt.isComplete()).isTrue();
    assertThat(receipt.totals().matched()).isEqualTo(expected.totals().matched());
    if (filter.fromMillis() == Long.MIN_VALUE) {
      assertThat(receipt.totals()).isEqualTo(expected.totals());
    }
  }

  private static byte[] text(int records, boolean json, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < records; i++) {
      Instant time = START.plusSeconds(i);
      String level = random.nextInt(5) == 0 ? "ERROR" : "INFO";
      if (json) {
        text.append("{\"ts\":\"%s\",\"level\":\"%s\",\"msg\":\"m%d\"}\n".formatted(time, level, i));
      } else {
        text.append(TIME.format(time)).append(' ').append(level).append(" A: m").append(i);
        // Cut before it, it looks like a record.
        text.append(random.nextBoolean() ? " " + TIME.format(time) + " WARN B: no record\n" : "\n");
      }
      for (int more = random.nextInt(8); more > 5; more--) {
        text.append("\tat a.B.c(D.java:%d)\n".formatted(more));
      }
      text.append(random.nextInt(50) == 0 ? "x".repeat(random.nextInt(3000)) + "\n" : "");
    }
    int end = text.length() - (random.nextBoolean() ? 1 : 0);
    return ((random.nextBoolean() ? "printed\n" : "") + text.substring(0, end)).getBytes(UTF_8);
  }

  @Test
  void eachRecordIsFoundOnceAndWholeWhereverTheLogWasCut() throws Exception {
    Random random = new Random(11);
    for (int round = 0; round < 48; round++) {
      byte[] text = text(1 + random.nextInt(60), round % 3 == 0, random);
      Pieces pieces = new Pieces();
      pieces.addAll(text, round % 2 == 0 ? 150 : 1500, random);
      compare(text, pieces, RecordFilter.ALL);
      long from = START.plusSeconds(random.nextInt(60)).toEpochMilli();
      compare(text, pieces, RecordFilter.within(from, from + 1000L * random.nextInt(20)));
    }
  }

  @Test
  void largePiecesAreBisected() throws Exception {
    Random random = new Random(5);
    byte[] text = text(100_000, false, random);
    Pieces pieces = new Pieces();
    pieces.addAll(text, 4_000_000, random);
    for (int second : new int[] {0, 1, 30_000, 99_999}) {
      long from = START.plusSeconds(second).toEpochMilli();
      compare(text, pieces, RecordFilter.within(from, from + 10_000));
    }
  }

  @Test
  void ofPlainPiecesOnlyWhatIsAroundTheWindowIsRead() throws Exception {
    byte[] text =
        IntStream.range(0, 400_000)
            .mapToObj(i -> TIME.format(START.plusSeconds(i)) + " INFO A: " + "m".repeat(50) + "\n")
            .collect(Collectors.joining())
            .getBytes(UTF_8);
    Pieces pieces = new Pieces();
    for (int from = 0; from < text.length; from += 10_000_000) {
      pieces.add(Arrays.copyOfRange(text, from, Math.min(text.length, from + 10_000_000)), false);
    }
    long from = START.plusSeconds(200_000).toEpochMilli();
    Receipt receipt = search(pieces.files(), RecordFilter.within(from, from + 10_000));
    assertThat(found.lines()).hasSize(11);
    assertThat(receipt.files()).hasSize(4);
    assertThat(receipt.totals().bytes()).isLessThan(text.length / 10);
  }

  @Test
  void whatWasWrittenBeforeTheWindowIsNotReadAndARecordGoesOnWithoutIt() throws Exception {
    Pieces pieces = new Pieces();
    pieces.add("26/11/20 04:00:00 INFO A: old\n".getBytes(UTF_8), false, START);
    pieces.add("26/11/20 04:10:00 ERROR A: o".getBytes(UTF_8), false, START.plusSeconds(600));
    pieces.add("ne\n\tat x\n\tat ".getBytes(UTF_8), true, START.plusSeconds(900));
    pieces.add("y\n26/11/20 04:20:00 INFO A: two\n".getBytes(UTF_8), false, MODIFIED);
    long from = START.plusSeconds(600).toEpochMilli();
    Receipt receipt = search(pieces.files(), RecordFilter.within(from, from + 60_000));
    assertThat(found.lines()).hasSize(1);
    assertThat(found).contains("\"message\":\"one\\n\\tat x\\n\\tat y\"");
    assertThat(receipt.files().getFirst().state()).isEqualTo(State.SKIPPED);
  }

  @Test
  void whatIsOnlyPrintedHasTheTimeOfItsPiece() throws Exception {
    Pieces pieces = new Pieces();
    pieces.add("one\ntw".getBytes(UTF_8), false, START);
    pieces.add("o".getBytes(UTF_8), true, START.plusSeconds(60));
    pieces.add("\nthree\n".getBytes(UTF_8), false, START.plusSeconds(120));
    pieces.add("four".getBytes(UTF_8), false, START.plusSeconds(180));
    Receipt receipt = search(pieces.files(), RecordFilter.ALL);
    assertThat(found.lines().map(line -> line.replaceAll(",\"subject.*?\"message\":", ":")))
        .containsExactly(
            "{\"time\":\"2026-11-20T04:00:00.000Z\":\"one\"}",
            "{\"time\":\"2026-11-20T04:00:00.000Z\":\"two\"}",
            "{\"time\":\"2026-11-20T04:02:00.000Z\":\"three\"}",
            "{\"time\":\"2026-11-20T04:03:00.000Z\":\"four\"}");
    assertThat(receipt.isComplete()).isTrue();
  }

  /** How a file is opened. */
  private interface Opening {
    Content open(StoredFile file) throws IOException;
  }

  /** A file that is opened in another way. */
  private record Opened(StoredFile file, Opening opening) implements StoredFile {
    @Override
    public String name() {
      return file.name();
    }

    @Override
    public long length() {
      return file.length();
    }

    @Override
    public Instant lastModified() {
      return file.lastModified();
    }

    @Override
    public Content open() throws IOException {
      return opening.open(file);
    }
  }

  private Content rolled(StoredFile file) throws IOException {
    ChainedContent.Segment segment =
        new ChainedContent.Segment(file.name(), root.status(file.name()), file.length(), true);
    return new ChainedContent(root, List.of(segment), Optional.empty());
  }

  /** What a stream was written to is, once it was rolled, a text whose end only reading tells. */
  @Test
  @Timeout(240)
  void whatWasRolledAfterItWasListedIsReadToItsEnd() throws Exception {
    byte[] first = "26/11/20 04:00:00 INFO A: o".getBytes(UTF_8);
    byte[] last = "ne\n26/11/20 04:00:01 INFO A: two\n".getBytes(UTF_8);
    StoredFile rolled = new Opened(file("last", last, MODIFIED), this::rolled);
    CutLog.Ending unknown = CutLog.Ending.UNKNOWN;
    List<CutLog.Piece> pieces =
        List.of(
            new CutLog.Piece(file("first", first, MODIFIED), first.length, unknown),
            new CutLog.Piece(rolled, CutLog.GROWING, unknown));
    assertThat(search(files(new CutLog(pieces)), RecordFilter.ALL).isComplete()).isTrue();
    assertThat(found.lines()).hasSize(2);
    assertThat(found).contains("\"message\":\"one\"}", "\"message\":\"two\"}");
  }

  @Test
  @Timeout(240) // else it would take half an hour
  void ofPiecesOfNothingAndOfALongLineEachIsOpenedAFewTimes() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    Opening counted =
        file -> {
          opened.incrementAndGet();
          return file.open();
        };
    StoredFile nothing = new Opened(file("nothing", new byte[0], MODIFIED), counted);
    StoredFile little = new Opened(file("little", new byte[] {'x'}, MODIFIED), counted);
    byte[] head = "26/11/20 04:00:00 INFO A: ".getBytes(UTF_8);
    CutLog.Ending unknown = CutLog.Ending.UNKNOWN;
    List<CutLog.Piece> pieces = new ArrayList<>();
    pieces.add(new CutLog.Piece(file("head", head, MODIFIED), head.length, unknown));
    pieces.addAll(Collections.nCopies(10_000, new CutLog.Piece(nothing, 0, unknown)));
    pieces.addAll(Collections.nCopies(1_000, new CutLog.Piece(little, 1, unknown)));
    Receipt receipt = search(files(new CutLog(pieces)), RecordFilter.ALL);
    assertThat(found.lines()).hasSize(1);
    assertThat(found).contains("\"message\":\"" + "x".repeat(1_000) + "\"}");
    assertThat(receipt.isComplete()).isTrue();
    assertThat(opened.get()).isLessThan(5 * pieces.size());
  }

  @Test
  void whatFollowsAPieceThatMayNotBeReadIsStillThere() throws Exception {
    Opening denied =
        file -> {
          throw new AccessDeniedException(file.name());
        };
    byte[] text = "26/11/20 04:00:00 INFO A: one\n".getBytes(UTF_8);
    CutLog.Ending unknown = CutLog.Ending.UNKNOWN;
    List<CutLog.Piece> pieces =
        List.of(
            new CutLog.Piece(
                new Opened(file("first", text, MODIFIED), denied), text.length, unknown),
            new CutLog.Piece(file("last", text, MODIFIED), CutLog.GROWING, unknown));
    Receipt receipt = search(files(new CutLog(pieces)), RecordFilter.ALL);
    assertThat(found.lines()).hasSize(1);
    assertThat(receipt.count(State.FAILED)).isOne();
  }

  @Test
  void linesBehindAPieceThatIsGoneOrDamagedAreStillThere() throws Exception {
    Pieces pieces = new Pieces();
    pieces.add("26/11/20 04:00:00 INFO A: one\n".getBytes(UTF_8), false);
    pieces.add("26/11/20 04:00:01 INFO A: gone\n".getBytes(UTF_8), false);
    pieces.add("\tat x\n26/11/20 04:00:02 INFO A: two\n".getBytes(UTF_8), false);
    byte[] gzip = gzip("26/11/20 04:00:03 INFO A: three\n".repeat(10).getBytes(UTF_8));
    StoredFile cut = file("3.gz", Arrays.copyOf(gzip, gzip.length - 8), MODIFIED);
    pieces.pieces.add(new CutLog.Piece(cut, 320, CutLog.Ending.BROKEN));
    pieces.add("\tat y\n26/11/20 04:00:04 INFO A: four".getBytes(UTF_8), false);
    List<SearchFile> files = pieces.files();
    Files.delete(logs.resolve("1"));
    Receipt receipt = search(files, RecordFilter.ALL);
    assertThat(found).contains("one\"}", "\"\\tat x\"}", "two\"}", "\"\\tat y\"}", "four\"}");
    assertThat(receipt.files().stream().filter(one -> one.state() == State.FAILED)).hasSize(2);
    assertThat(receipt.totals().matched()).isEqualTo(15);
  }
}
