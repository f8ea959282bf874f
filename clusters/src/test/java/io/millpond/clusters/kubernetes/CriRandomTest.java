package io.millpond.clusters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.logs.ByteSource;
import io.millpond.logs.FileStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Any log gives what the plainest reader makes of it: whole, from any offset, while it grows. */
final class CriRandomTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @RepeatedTest(60)
  void readsAsTheNaiveReaderDoes() throws IOException {
    byte[] log = CriLogs.random(random, random.nextInt(120), 1 + random.nextInt(20));
    HeapLog file = new HeapLog(log, random);
    CriIndex index =
        new CriIndex(new Checkpoints(1 + random.nextInt(4000), 2 + random.nextInt(20)));
    CriLength length = index.length(file).orElseThrow();

    for (CriStream stream : CriStream.values()) {
      byte[] expected = NaiveCri.text(log, stream);
      assertThat(length.text(stream).bytes()).as("seed %d", seed).isEqualTo(expected.length);
      for (int i = 0; i < 12; i++) {
        int from = i == 0 ? 0 : random.nextInt(expected.length + 1);
        assertThat(read(file, length, stream, from))
            .as("seed %d, from %d", seed, from)
            .isEqualTo(Arrays.copyOfRange(expected, from, expected.length));
      }
    }
  }

  @RepeatedTest(30)
  void blocksOfAnySizeAreCutAnywhere() throws IOException {
    byte[] log = CriLogs.random(random, 40, 5);
    HeapLog file = new HeapLog(log, random);
    int blockBytes = 128 + random.nextInt(300);
    ByteArrayOutputStream[] texts = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
    CriCursor cursor =
        new CriCursor(file.open(), 0, CriParser.LINE_START, log.length, _ -> true, blockBytes);
    while (cursor.next()) {
      texts[cursor.stream().index()].write(
          cursor.bytes(), cursor.from(), cursor.to() - cursor.from());
    }
    for (CriStream stream : CriStream.values()) {
      assertThat(texts[stream.index()].toByteArray())
          .as("seed %d", seed)
          .isEqualTo(NaiveCri.text(log, stream));
    }
  }

  @RepeatedTest(30)
  void growsAtItsEndOnly() throws IOException {
    byte[] log = CriLogs.random(random, 60, 8);
    HeapLog file = new HeapLog(new byte[0], random);
    CriIndex index = new CriIndex(new Checkpoints(500, 7));
    int size = 0;
    while (size < log.length) {
      size = Math.min(log.length, size + 1 + random.nextInt(3000));
      byte[] sofar = Arrays.copyOf(log, size);
      file.write(sofar);
      CriLength length = index.length(file).orElseThrow();
      for (CriStream stream : CriStream.values()) {
        byte[] expected = NaiveCri.text(sofar, stream);
        assertThat(length.text(stream).bytes()).as("seed %d", seed).isEqualTo(expected.length);
        int from = random.nextInt(expected.length + 1);
        assertThat(read(file, length, stream, from))
            .as("seed %d", seed)
            .isEqualTo(Arrays.copyOfRange(expected, from, expected.length));
      }
    }
  }

  @Test
  void aFileThatHasGrownIsNotReadAgain() throws IOException {
    HeapLog file = new HeapLog(lines(0, 100_000), random);
    CriIndex index = new CriIndex();
    long before = index.length(file).orElseThrow().stdout().bytes();
    long size = file.bytesRead();
    file.write(lines(0, 100_010));
    CriLength length = index.length(file).orElseThrow();

    assertThat(size).isGreaterThan(5 << 20);
    assertThat(file.bytesRead()).isLessThan(8 << 10);
    assertThat(length.stdout().bytes()).isGreaterThan(before);

    // Nor is it for its last piece.
    byte[] piece = read(file, length, CriStream.STDOUT, length.stdout().bytes() - 20);
    assertThat(new String(piece, StandardCharsets.US_ASCII)).endsWith("line number 100009\n");
    assertThat(file.bytesRead()).isLessThan(2 << 20);
  }

  @Test
  void aFileThatWasWrittenAnewIsNoticed() throws IOException {
    HeapLog file = new HeapLog(lines(0, 50), random);
    CriIndex index = new CriIndex();
    index.length(file);

    file.write(lines(1000, 2000)); // Longer, but another.
    assertThat(index.length(file)).isEmpty();
    file.write(lines(0, 20)); // Cut off.
    assertThat(index.length(file)).isEmpty();

    CriIndexes indexes = new CriIndexes();
    indexes.length(file);
    file.write(lines(1000, 2000));
    assertThat(indexes.length(file).stdout().bytes())
        .isEqualTo(NaiveCri.text(lines(1000, 2000), CriStream.STDOUT).length);
  }

  @Test
  void aFileCutOffUnderAReaderBreaksItOff() throws IOException {
    HeapLog file = new HeapLog(lines(0, 5000), random);
    CriLength length = new CriIndex().length(file).orElseThrow();
    file.write(lines(0, 2500));

    assertThatThrownBy(() -> read(file, length, CriStream.STDOUT, 0))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFileWrittenAnewUnderAReaderGivesNoneOfItsBytes() throws IOException {
    byte[] first = lines(0, 5000);
    HeapLog file = new HeapLog(first, random);
    CriLength length = new CriIndex().length(file).orElseThrow();
    CriPart part = new CriPart("0.log", file.open(), length, CriStream.STDOUT, false);
    byte[] text = NaiveCri.text(first, CriStream.STDOUT);
    ByteArrayOutputStream read = new ByteArrayOutputStream();

    try (InputStream in = new CriContent(List.of(part)).from(0)) {
      read.write(in.readNBytes(1000));
      file.write(lines(7, 9000));
      assertThatThrownBy(() -> in.transferTo(read)).isInstanceOf(IOException.class);
    }
    assertThat(read.toByteArray()).isEqualTo(Arrays.copyOf(text, read.size()));
    assertThat(read.size()).isLessThan(text.length);
  }

  @Test
  void indexesAreBoundedAllTogether() throws IOException {
    CriIndexes indexes = new CriIndexes(10_000);
    for (int i = 0; i < 100; i++) {
      indexes.length(new NumberedLog(i, new HeapLog(lines(0, 1), random)));
    }
    assertThat(indexes.size()).isLessThan(10);
  }

  private record NumberedLog(int inode, HeapLog log) implements CriFile {
    @Override
    public FileStatus status() {
      var one = log.status();
      return new FileStatus(
          one.name(),
          one.kind(),
          one.size(),
          one.modified(),
          one.mode(),
          one.links(),
          one.owner(),
          one.group(),
          one.device(),
          inode);
    }

    @Override
    public FileStatus now() {
      return status();
    }

    @Override
    public boolean compressed() {
      return false;
    }

    @Override
    public ByteSource open() {
      return log.open();
    }
  }

  private static byte[] lines(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append("2026-11-20T04:02:47.%09dZ stdout F line number %d%n".formatted(i, i));
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] read(HeapLog file, CriLength length, CriStream stream, long from)
      throws IOException {
    CriPart part = new CriPart("0.log", file.open(), length, stream, false);
    try (InputStream in = new CriContent(List.of(part)).from(from)) {
      return in.readAllBytes();
    }
  }
}
