package io.millpond.logs.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.HeapSource;
import io.millpond.logs.Limits;
import io.millpond.logs.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordScanTest {
  private static final long LOOSE = 1_700_000_000_000L;

  @Test
  void everyByteBelongsToOneRecord() throws IOException {
    long seed = Seeds.next();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] text = RandomLog.text(random);
      List<NaiveRecords.Found> all = scan(text, RecordFilter.ALL, random, 1);
      StringBuilder whole = new StringBuilder();
      all.forEach(record -> whole.append(record.text()));
      assertThat(whole.toString())
          .as(Seeds.hint(seed))
          .isEqualTo(new String(text, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void findsWhatALinearScanFinds() throws IOException {
    long seed = Seeds.next();
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      byte[] text = RandomLog.text(random);
      RecordFilter filter = RandomLog.filter(random);
      FileFormats formats = Formats.builtIn().detect(text, text.length);
      NaiveRecords naive = NaiveRecords.of(text, formats, filter, LOOSE);
      assertThat(scan(text, filter, random, 1 + random.nextInt(4)))
          .as(Seeds.hint(seed) + " at " + i)
          .isEqualTo(naive.found());
    }
  }

  @Test
  void countsWhatALinearScanCounts() throws IOException {
    long seed = Seeds.next();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] text = RandomLog.text(random);
      RecordFilter filter = RandomLog.filter(random);
      FileFormats formats = Formats.builtIn().detect(text, text.length);
      NaiveRecords naive = NaiveRecords.of(text, formats, filter, LOOSE);
      ScanCounts counts =
          new RecordScan(
                  new ScanBuffers(),
                  new HeapSource(text),
                  formats,
                  filter,
                  FilePart.WHOLE,
                  LOOSE,
                  new NaiveRecords.Collector())
              .run();
      assertThat(counts)
          .as(Seeds.hint(seed))
          .isEqualTo(new ScanCounts(text.length, naive.records(), naive.found().size()));
    }
  }

  @Test
  void littleIsReadBehindAPart() throws IOException {
    byte[] text = "26/11/20 04:02:20 INFO A: b\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    FileFormats formats = Formats.builtIn().detect(text, Limits.DETECTED_BYTES);
    HeapSource source = new HeapSource(text);
    FilePart part = new FilePart(1000, 1000 + Limits.SCAN_BUFFER_BYTES * 3L / 2);
    NaiveRecords.Collector sink = new NaiveRecords.Collector();
    new RecordScan(new ScanBuffers(), source, formats, RecordFilter.ALL, part, 0, sink).run();
    assertThat(source.bytesRead())
        .isBetween(part.to() - part.from(), part.to() - part.from() + 1 + 2L * Limits.PROBE_BYTES);
  }

  /** Else each part of a large file of one line would be read to the file's end. */
  @Test
  void ofALineThatGoesOnBehindAPartLittleIsRead() throws IOException {
    byte[] text = new byte[10 * Limits.SCAN_BUFFER_BYTES];
    FileFormats formats = Formats.builtIn().detect(text, Limits.DETECTED_BYTES);
    HeapSource source = new HeapSource(text);
    FilePart part = new FilePart(1000, 2000);
    NaiveRecords.Collector sink = new NaiveRecords.Collector();
    new RecordScan(new ScanBuffers(), source, formats, RecordFilter.ALL, part, 0, sink).run();
    assertThat(source.bytesRead()).isLessThan(1000 + 2L * Limits.PROBE_BYTES);
    assertThat(sink.found).isEmpty();
  }

  @Test
  void aRecordLongerThanTheBufferComesInParts() throws IOException {
    String trace = "\tat a.B.c(D.java:1)\n".repeat(500);
    String log = "26/11/20 04:02:20 ERROR A: b\n" + trace + "26/11/20 04:02:21 INFO A: c\n";
    byte[] text = log.getBytes(StandardCharsets.UTF_8);
    RecordFilter errors = withLevel("error");
    NaiveRecords.Collector sink = new NaiveRecords.Collector();
    FileFormats formats = Formats.builtIn().detect(text, text.length);
    ScanCounts counts =
        new RecordScan(
                new ScanBuffers(1000, Newlines::swar),
                new HeapSource(text),
                formats,
                errors,
                FilePart.WHOLE,
                LOOSE,
                sink)
            .run();
    assertThat(counts).isEqualTo(new ScanCounts(text.length, 2, 1));
    assertThat(sink.found.getFirst().text()).isEqualTo("26/11/20 04:02:20 ERROR A: b\n" + trace);
  }

  private static RecordFilter withLevel(String level) {
    RecordFilter all = RecordFilter.ALL;
    return new RecordFilter(
        all.fromMillis(),
        all.toMillis(),
        Optional.of(level),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Scans a text in parts. */
  private static List<NaiveRecords.Found> scan(
      byte[] text, RecordFilter filter, Random random, int parts) throws IOException {
    FileFormats formats = Formats.builtIn().detect(text, text.length);
    NaiveRecords.Collector sink = new NaiveRecords.Collector();
    // A message is looked for in as much of a record as the buffer holds.
    int least = filter.messageContains().isPresent() ? text.length : RandomLog.LONGEST_LINE;
    ScanBuffers buffers =
        new ScanBuffers(least + 1 + random.nextInt(4000), RandomLog.finder(random));
    long from = 0;
    for (int i = 1; i <= parts; i++) {
      long to = i == parts ? Long.MAX_VALUE : from + 1 + random.nextInt(text.length / parts + 2);
      new RecordScan(
              buffers, new HeapSource(text), formats, filter, new FilePart(from, to), LOOSE, sink)
          .run();
      from = to;
    }
    return sink.found;
  }
}
