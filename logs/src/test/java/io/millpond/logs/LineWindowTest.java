package io.millpond.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of DC/OS task files, and what its letter leaves out. */
class LineWindowTest {
  private static final String FIVE = "one\ntwo\nthree\nfour\nfive\n";

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, one two three four five",
    "0, 0, -3, one two three four five",
    "0, 0, 2, one two",
    "0, 3, 1, four",
    "7, 1, 0, four five",
    "7, -1, 1, two",
    "10, 0, 0, ree four five",
    "END, -2, 0, four five",
    "END, -2, 1, four",
    "END, -100, 0, one two three four five",
    "END, -10, 3, one two three",
    "END, 0, 0, ''",
    "END, 2, 0, ''",
    "9999, 0, 0, ''",
    "0, 100, 0, ''",
    "0, -2, 0, one two three four five",
    "7, 0, 0, three four five",
    "10, -1, 0, three four five",
    "END, -9223372036854775808, 1, one",
    "9223372036854775807, 0, 0, ''",
    "0, 9223372036854775807, 0, ''",
  })
  void tableOfCombinations(String cursor, long skip, long limit, String expected)
      throws IOException {
    assertThat(text(FIVE, window(cursor, skip, limit), "")).isEqualTo(lines(expected));
    // blank lines at the end make no difference to windows that hang on the end
    if (cursor.equals("END")) {
      assertThat(text(FIVE + "\n\n", window(cursor, skip, limit), "")).isEqualTo(lines(expected));
    }
  }

  @Test
  void blankLinesAreNeitherDeliveredNorCounted() throws IOException {
    String file = "\n\na\n\n\nb\n\nc\n\n";
    assertThat(text(file, LineWindow.ALL, "")).isEqualTo("a\nb\nc\n");
    assertThat(text(file, window("0", 1, 1), "")).isEqualTo("b\n");
    assertThat(text(file, LineWindow.last(2), "")).isEqualTo("b\nc\n");
  }

  @Test
  void carriageReturnIsPartOfItsLine() throws IOException {
    assertThat(text("a\r\n\r\nb\r\n", LineWindow.ALL, "")).isEqualTo("a\r\n\r\nb\r\n");
  }

  @Test
  void lastLineWithoutNewlineIsDelivered() throws IOException {
    assertThat(text("a\nb", LineWindow.last(1), "")).isEqualTo("b");
    assertThat(text("a\nb", LineWindow.last(2), "")).isEqualTo("a\nb");
    assertThat(text("b", LineWindow.last(1), "")).isEqualTo("b");
    assertThat(text("", LineWindow.last(1), "")).isEmpty();
  }

  @Test
  void linesThatAreFilteredOutAreNotCounted() throws IOException {
    String file = "ok 1\nbad 1\nok 2\nbad 2\nok 3\nbad 3\n";
    assertThat(text(file, window("0", 1, 1), "bad")).isEqualTo("bad 2\n");
    assertThat(text(file, LineWindow.last(2), "ok")).isEqualTo("ok 2\nok 3\n");
    assertThat(text(file, LineWindow.ALL, "no such text")).isEmpty();
    assertThat(text(file, LineWindow.ALL, "1\nbad")).isEmpty();
  }

  @Test
  void negativeOffsetIsRefused() {
    assertThatThrownBy(() -> Position.at(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tooLongFilterIsRefused() {
    byte[] text = new byte[Limits.MAX_FILTER_BYTES + 1];
    assertThatThrownBy(() -> LineFilter.containing(text))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] half = new byte[Limits.MAX_FILTER_BYTES / 2 + 1];
    assertThatThrownBy(() -> LineFilter.containingAny(List.of(half, half)))
        .isInstanceOf(IllegalArgumentException.class);
    List<byte[]> many = Collections.nCopies(Limits.MAX_FILTER_TEXTS + 1, new byte[1]);
    assertThatThrownBy(() -> LineFilter.containingAny(many))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theTailOfALargeFileCostsWhatItsLinesCost() throws IOException {
    byte[] file = new byte[50_000_000];
    Arrays.fill(file, (byte) 'x');
    for (int i = 99; i < file.length; i += 100) {
      file[i] = '\n';
    }
    HeapSource source = new HeapSource(file);
    try (RunReader runs = new Lines().runs(source, LineWindow.last(100), LineFilter.ALL)) {
      long bytes = 0;
      while (runs.next()) {
        bytes += runs.bytes().remaining();
      }
      assertThat(bytes).isEqualTo(10_000);
    }
    assertThat(source.bytesRead).isLessThan(30_000);
  }

  @Test
  void aFileThatShrinksWhileReadEndsThereAndSaysSo() throws IOException {
    HeapSource source = new HeapSource("aaaa\nbbbb\ncccc\ndddd\n".getBytes(UTF_8));
    try (RunReader runs = new Lines(8, 8).runs(source, LineWindow.ALL, LineFilter.ALL)) {
      assertThat(runs.next()).isTrue();
      assertThat(runs.isCutShort()).isFalse();
      source.truncate(10);
      assertThat(runs.next()).isTrue();
      assertThat(UTF_8.decode(runs.bytes()).toString()).isEqualTo("b\n");
      assertThat(runs.next()).isFalse();
      assertThat(runs.isCutShort()).isTrue();
    }
  }

  private static LineWindow window(String cursor, long skip, long limit) {
    Position position = cursor.equals("END") ? Position.END : Position.at(Long.parseLong(cursor));
    return new LineWindow(position, skip, limit);
  }

  private static String lines(String words) {
    return words.isEmpty() ? "" : words.replace(' ', '\n') + '\n';
  }

  private static String text(String file, LineWindow window, String filter) throws IOException {
    HeapSource source = new HeapSource(file.getBytes(UTF_8));
    LineFilter kept = LineFilter.containing(filter.getBytes(UTF_8));
    StringBuilder text = new StringBuilder();
    try (RunReader runs = new Lines().runs(source, window, kept)) {
      while (runs.next()) {
        text.append(UTF_8.decode(runs.bytes()));
      }
    }
    return text.toString();
  }
}
