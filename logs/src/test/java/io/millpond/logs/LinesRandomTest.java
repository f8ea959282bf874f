package io.millpond.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.NaiveLines.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random files and windows, small blocks: both readers against {@link NaiveLines}. */
class LinesRandomTest {
  private static final String[] ATOMS = {
    "a", "b", "ab", "\n", "\n", "\n", "\n\n\n", "\r\n", "\0", "é", "€", "😀", "a line of text\n"
  };
  private static final String[] NEEDLES = {"", "", "a", "ab", "€", "line of", "bb"};

  @Test
  void smallFilesAndTinyBlocks() throws IOException {
    long seed = Seeds.next();
    Random random = new Random(seed);
    for (int i = 0; i < 30_000; i++) {
      byte[] file = file(random, random.nextInt(200));
      Lines lines = new Lines(8 + random.nextInt(24), 4 + random.nextInt(16));
      check(lines, file, random, Seeds.hint(seed) + ", round " + i);
    }
  }

  @Test
  void sizesAroundTheBlock() throws IOException {
    long seed = Seeds.next();
    Random random = new Random(seed);
    Lines lines = new Lines();
    for (int i = 0; i < 400; i++) {
      int size = Limits.BLOCK_BYTES * (1 + random.nextInt(2)) - 8 + random.nextInt(17);
      byte[] file = Arrays.copyOf(longLines(random, size), size);
      check(lines, file, random, Seeds.hint(seed) + ", round " + i);
    }
  }

  @Test
  void linesLargerThanAnyBuffer() throws IOException {
    long seed = Seeds.next();
    Random random = new Random(seed);
    Lines lines = new Lines();
    for (int i = 0; i < 50; i++) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      while (file.size() < 600_000) {
        byte[] line = new byte[random.nextInt(4) == 0 ? 200_000 : random.nextInt(100)];
        Arrays.fill(line, (byte) "ab".charAt(random.nextInt(2)));
        file.writeBytes(line);
        file.write('\n');
      }
      check(lines, file.toByteArray(), random, Seeds.hint(seed) + ", round " + i);
    }
  }

  @Test
  void filesOfNewlinesOnlyAndOfNone() throws IOException {
    Random random = new Random(1);
    for (int size = 0; size < 40; size++) {
      byte[] newlines = new byte[size];
      Arrays.fill(newlines, (byte) '\n');
      check(new Lines(8, 4), newlines, random, "newlines");
      check(new Lines(8, 4), new byte[size], random, "nulls");
    }
  }

  private static byte[] file(Random random, int atoms) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int i = 0; i < atoms; i++) {
      if (random.nextInt(12) == 0) {
        file.write(random.nextInt(256)); // seldom valid UTF-8
      } else {
        file.writeBytes(ATOMS[random.nextInt(ATOMS.length)].getBytes(StandardCharsets.UTF_8));
      }
    }
    return file.toByteArray();
  }

  private static byte[] longLines(Random random, int size) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    while (file.size() < size) {
      file.writeBytes(file(random, random.nextInt(20)));
      file.writeBytes("x".repeat(random.nextInt(300)).getBytes(StandardCharsets.UTF_8));
    }
    return file.toByteArray();
  }

  private static void check(Lines lines, byte[] file, Random random, String hint)
      throws IOException {
    Position cursor =
        random.nextInt(3) == 0 ? Position.END : Position.at(random.nextInt(file.length + 5));
    long skip = random.nextInt(3) == 0 ? 0 : random.nextInt(21) - 10;
    LineWindow window = new LineWindow(cursor, skip, random.nextInt(12) - 3);
    List<String> needles =
        random
            .ints(1 + random.nextInt(2), 0, NEEDLES.length)
            .mapToObj(index -> NEEDLES[index])
            .toList();
    LineFilter filter =
        LineFilter.containingAny(
            needles.stream().map(needle -> needle.getBytes(StandardCharsets.UTF_8)).toList());
    List<Line> expected = NaiveLines.window(file, window, needles);
    String what = hint + ", " + window + " " + needles;
    checkLines(lines.read(new HeapSource(file), window, filter), file, expected, what);
    checkRuns(lines.runs(new HeapSource(file), window, filter), file, expected, what);
  }

  private static void checkLines(LineReader reader, byte[] file, List<Line> expected, String what)
      throws IOException {
    try (reader) {
      for (Line line : expected) {
        long at = line.start();
        do {
          assertThat(reader.next()).as(what).isTrue();
          assertThat(reader.start()).as(what).isEqualTo(at);
          assertThat(reader.end()).as(what).isGreaterThan(at);
          byte[] piece = new byte[reader.bytes().remaining()];
          reader.bytes().get(piece);
          byte[] real = Arrays.copyOfRange(file, (int) at, (int) reader.end());
          assertThat(Arrays.equals(piece, real)).as(what).isTrue();
          at = reader.end();
          checkCut(file, line, (int) at, what);
        } while (reader.isPartial());
        assertThat(at).as(what).isEqualTo(line.end());
        assertThat(reader.isTerminated()).as(what).isEqualTo(line.terminated());
      }
      assertThat(reader.next()).as(what).isFalse();
    }
  }

  /** Where a whole line is UTF-8, so are its pieces. */
  private static void checkCut(byte[] file, Line line, int at, String what) {
    if (isUtf8(file, line.start(), line.end())) {
      assertThat(isUtf8(file, line.start(), at)).as(what).isTrue();
    }
  }

  private static boolean isUtf8(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void checkRuns(RunReader runs, byte[] file, List<Line> expected, String what)
      throws IOException {
    ByteArrayOutputStream wanted = new ByteArrayOutputStream();
    boolean terminated = true;
    for (Line line : expected) {
      wanted.write(file, line.start(), line.end() - line.start() + (line.terminated() ? 1 : 0));
      terminated = line.terminated();
    }
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    try (runs) {
      while (runs.next()) {
        assertThat(runs.bytes().hasRemaining()).as(what).isTrue();
        found.write(runs.bytes().array(), runs.bytes().position(), runs.bytes().remaining());
      }
      assertThat(Arrays.equals(found.toByteArray(), wanted.toByteArray())).as(what).isTrue();
      assertThat(runs.endsWithNewline()).as(what).isEqualTo(terminated);
    }
  }
}
