package io.millpond.logs.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.HeapSource;
import io.millpond.logs.Limits;
import io.millpond.logs.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeSearchTest {
  private static final long START = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();
  private static final DateTimeFormatter SPARK = DateTimeFormatter.ofPattern("yy/MM/dd HH:mm:ss");

  @Test
  void holdsEveryRecordOfTheWindowThoughTimesAreOutOfOrder() throws IOException {
    long seed = Seeds.next();
    Random random = new Random(seed);
    byte[] text = log(random, 6 << 20);
    FileFormats formats = Formats.builtIn().detect(text, Limits.DETECTED_BYTES);
    for (int i = 0; i < 40; i++) {
      long from = START + random.nextLong(86_400_000) - 3_600_000;
      long to = from + random.nextLong(i % 2 == 0 ? 10_000_000 : 2000);
      RecordFilter filter = RecordFilter.within(from, to);
      NaiveRecords naive = NaiveRecords.of(text, formats, filter, 0);
      FilePart part = part(text, formats, from, to);
      NaiveRecords.Collector sink = new NaiveRecords.Collector();
      new RecordScan(new ScanBuffers(), new HeapSource(text), formats, filter, part, 0, sink).run();
      assertThat(sink.found).as(Seeds.hint(seed) + " at " + i).isEqualTo(naive.found());
    }
  }

  @Test
  void readsLittleOfALargeFile() throws IOException {
    byte[] text = log(new Random(1), 40 << 20);
    FileFormats formats = Formats.builtIn().detect(text, Limits.DETECTED_BYTES);
    HeapSource source = new HeapSource(text);
    long middle = START + 3_600_000;
    FilePart part =
        TimeSearch.part(new ScanBuffers(), source, formats, text.length, middle, middle + 1000);
    // A few looks, and what may be out of order on either side.
    assertThat(source.bytesRead()).isLessThan(Limits.DISORDER_BYTES * 2L + (256 << 10));
    assertThat(part.to() - part.from()).isBetween(1L, 1L << 20);
  }

  /** Where guesses are of no use: a file that was hardly written to, then all the time. */
  @Test
  void findsTheWindowHoweverTheFileHasGrown() throws IOException {
    StringBuilder lines = new StringBuilder();
    int count = 60_000;
    for (int i = 0; i < count; i++) {
      Instant time = Instant.ofEpochMilli(millisOf(i, count));
      lines.append(SPARK.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)));
      lines.append(" INFO A: ").append("x".repeat(i % 7 * 20)).append('\n');
    }
    byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
    FileFormats formats = Formats.builtIn().detect(text, Limits.DETECTED_BYTES);
    for (int i = 0; i < count; i += 2999) {
      long from = millisOf(i, count) / 1000 * 1000;
      RecordFilter filter = RecordFilter.within(from, from + 2000);
      HeapSource source = new HeapSource(text);
      FilePart part =
          TimeSearch.part(new ScanBuffers(), source, formats, text.length, from, from + 2000);
      assertThat(source.bytesRead()).isLessThan(Limits.DISORDER_BYTES * 2L + (1 << 20));
      NaiveRecords.Collector sink = new NaiveRecords.Collector();
      new RecordScan(new ScanBuffers(), new HeapSource(text), formats, filter, part, 0, sink).run();
      assertThat(sink.found)
          .as("at " + i)
          .isEqualTo(NaiveRecords.of(text, formats, filter, 0).found());
    }
  }

  private static long millisOf(int line, int of) {
    double share = (double) line / of;
    return START + (long) (Math.pow(1 - share, 9) * -8e10 + share * 1e7);
  }

  @Test
  void aWindowBeforeOrBehindTheFileIsNearlyEmpty() throws IOException {
    byte[] text = log(new Random(1), 6 << 20);
    FileFormats formats = Formats.builtIn().detect(text, Limits.DETECTED_BYTES);
    assertThat(part(text, formats, 0, START - 100_000)).isEqualTo(new FilePart(0, 0));
    FilePart behind = part(text, formats, START + 900_000_000, Long.MAX_VALUE);
    assertThat(behind.to() - behind.from()).isLessThan(Limits.SEARCH_BLOCK_BYTES * 2L);
  }

  @Test
  void aFileWithoutAnyTimeIsReadWhole() throws IOException {
    byte[] text = "no time at all\n".repeat(1 << 18).getBytes(StandardCharsets.UTF_8);
    FileFormats formats = Formats.builtIn().detect(text, Limits.DETECTED_BYTES);
    NaiveRecords.Collector sink = new NaiveRecords.Collector();
    RecordFilter filter = RecordFilter.within(START, START + 1);
    FilePart part = part(text, formats, START, START + 1);
    new RecordScan(new ScanBuffers(), new HeapSource(text), formats, filter, part, START, sink)
        .run();
    assertThat(sink.found).hasSize(1 << 18);
  }

  private static FilePart part(byte[] text, FileFormats formats, long from, long to)
      throws IOException {
    return TimeSearch.part(new ScanBuffers(), new HeapSource(text), formats, text.length, from, to);
  }

  /** About a day, its lines up to two minutes late. */
  private static byte[] log(Random random, int bytes) {
    StringBuilder text = new StringBuilder();
    long millis = START;
    while (text.length() < bytes) {
      millis += random.nextInt(3000);
      long told = millis - (random.nextInt(20) == 0 ? random.nextInt(120_000) : 0);
      LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(told), ZoneOffset.UTC);
      text.append(SPARK.format(time)).append(" INFO A: ").append("x".repeat(random.nextInt(200)));
      text.append('\n');
      if (random.nextInt(50) == 0) {
        text.append("\tat a.B.c(D.java:1)\n".repeat(random.nextInt(100)));
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
