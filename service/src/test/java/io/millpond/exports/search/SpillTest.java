package io.millpond.exports.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.exports.Room;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put away comes back as it was. */
class SpillTest {
  private final Spill spill;
  private final ByteArrayOutputStream target = new ByteArrayOutputStream();

  SpillTest(@TempDir Path directory) throws IOException {
    this.spill = Spill.at(directory.resolve("spill"), Room.unbounded().of("test"));
  }

  @AfterEach
  void close() throws IOException {
    spill.close();
  }

  /** One record for each time, in their order, of so many bytes. */
  private List<Spill.Extent> run(int bytes, long... times) throws IOException {
    RunWriter writer = new RunWriter(spill);
    for (long time : times) {
      writer.begin(time);
      writer.write((time + "x".repeat(bytes)).getBytes(StandardCharsets.US_ASCII));
      writer.pause();
      writer.write('\n');
      writer.end();
    }
    return writer.finish();
  }

  private List<String> merged(List<List<Spill.Extent>> runs) throws IOException {
    Merge.write(spill, runs, target, () -> false);
    return target.toString(StandardCharsets.US_ASCII).lines().map(l -> l.replace("x", "")).toList();
  }

  @Test
  void ofEqualTimesTheFirstRunsComesFirstAndWhatIsLateComesWhenItIsMet() throws IOException {
    List<List<Spill.Extent>> runs = List.of(run(0, 1, 5, 3), List.of(), run(0, 2, 5, 6), run(0, 5));
    assertThat(merged(runs)).containsExactly("1", "2", "5", "3", "5", "5", "6");
  }

  @Test
  void aRecordMayBeLongerThanWhatIsReadAtOnce() throws IOException {
    List<List<Spill.Extent>> runs = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 30_000; i++) {
      runs.add(i % 3 == 0 ? run(random.nextInt(600), i, i + 1_000_000) : List.of());
      if (i % 3 == 0) {
        expected.add(Integer.toString(i));
      }
    }
    List<String> lines = merged(runs);
    assertThat(lines).hasSize(2 * expected.size());
    assertThat(lines.subList(0, expected.size())).isEqualTo(expected);
  }

  @Test
  void aRecordLongerThanItsExtentIsAnErrorAndNoLoop() throws IOException {
    Spill.Extent extent = run(10, 1).getFirst();
    Spill.Extent cut = new Spill.Extent(extent.offset(), extent.length() - 3);
    Spill.Extent tiny = new Spill.Extent(extent.offset(), 5);
    for (Spill.Extent torn : List.of(cut, tiny)) {
      assertThatThrownBy(() -> merged(List.of(List.of(torn))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged");
    }
  }
}
