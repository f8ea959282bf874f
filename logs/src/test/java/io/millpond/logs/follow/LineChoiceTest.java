package io.millpond.logs.follow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.Limits;
import io.millpond.logs.LineFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines are written as text; one that ends in {@code ...} goes on in the next. */
class LineChoiceTest {
  private static final LineFilter NEEDLE = LineFilter.containing("needle".getBytes(ISO_8859_1));

  @Test
  void skipsTheFirstLinesThatPassTheFilter() {
    LineChoice choice = new LineChoice(NEEDLE, 2, 0);
    assertThat(chosen(choice, "1 needle", "2", "3 needle", "4")).isEmpty();
    assertThat(chosen(choice, "5", "6 needle", "7 needle")).containsExactly("6 needle", "7 needle");
  }

  @Test
  void aSkippedLineIsSkippedWithAllItsPieces() {
    LineChoice choice = new LineChoice(LineFilter.ALL, 1, 0);
    assertThat(chosen(choice, "one ...")).isEmpty();
    assertThat(choice.isEverything()).isFalse();
    assertThat(chosen(choice, "two ...", "three", "four")).containsExactly("four");
    assertThat(choice.isEverything()).isTrue();
  }

  @Test
  void aLineInPiecesIsChosenAsAWhole() {
    LineChoice choice = new LineChoice(NEEDLE, 0, 0);
    assertThat(chosen(choice, "no", "one ...", "two ...")).isEmpty();
    assertThat(chosen(choice, "needle ...", "four ...", "five", "six"))
        .containsExactly("one ", "two ", "needle ", "four ", "five");
  }

  @Test
  void theTextMayLieInTwoPieces() {
    LineChoice choice = new LineChoice(NEEDLE, 0, 0);
    assertThat(chosen(choice, "a ne...", "ed...", "le", "ne", "edle", "n...")).hasSize(3);
    choice.endLine();
    assertThat(chosen(choice, "eedle")).isEmpty();
  }

  @Test
  void limitCountsLinesNotPieces() {
    LineChoice choice = new LineChoice(LineFilter.ALL, 0, 2);
    assertThat(chosen(choice, "a...", "b...", "c", "d", "e")).containsExactly("a", "b", "c", "d");
    assertThat(choice.isDone()).isTrue();
    assertThat(chosen(choice, "f")).isEmpty();
  }

  @Test
  void aLineIsJudgedByItsFirstBytes() {
    LineChoice choice = new LineChoice(NEEDLE, 0, 0);
    String piece = "x".repeat(Limits.MAX_PIECE_BYTES) + "...";
    for (int bytes = 0; bytes < Limits.MAX_JUDGED_LINE_BYTES; bytes += Limits.MAX_PIECE_BYTES) {
      assertThat(chosen(choice, piece)).isEmpty();
    }
    assertThat(chosen(choice, "needle", "another needle")).containsExactly("another needle");
  }

  private static List<String> chosen(LineChoice choice, String... lines) {
    LineBatch.Builder batch = new LineBatch.Builder();
    for (String line : lines) {
      boolean isPartial = line.endsWith("...");
      byte[] bytes = line.substring(0, line.length() - (isPartial ? 3 : 0)).getBytes(ISO_8859_1);
      batch.add(bytes, 0, bytes.length, 0, isPartial);
    }
    List<String> chosen = new ArrayList<>();
    choice.choose(
        batch.build(new Generation(1, 1, 1), Instant.EPOCH),
        (from, line) -> chosen.add(ISO_8859_1.decode(from.bytes(line)).toString()));
    return chosen;
  }
}
