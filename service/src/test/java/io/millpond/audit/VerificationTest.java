package io.millpond.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerificationTest {
  @TempDir Path directory;
  private TestingTrail trail;

  @BeforeEach
  void make() {
    trail = new TestingTrail(directory);
  }

  /** Lives in which files are put aside; none has a single line. */
  private void rotate() throws IOException {
    trail.maxBytes = 1500;
    trail.live(20);
    assertThat(trail.aside()).hasSizeGreaterThan(2);
  }

  @Test
  void whatWasWrittenIsWhole() throws Exception {
    trail.live(3);
    trail.live(2);
    Verdict.Whole whole = trail.whole();
    assertThat(whole.lines()).isEqualTo(7);
    assertThat(whole.firstSeq()).isEqualTo(1);
    assertThat(whole.lastSeq()).isEqualTo(7);
    assertThat(whole.remarks()).isEmpty();
    assertThat(trail.lines().getLast()).endsWith(",\"hash\":\"" + whole.lastHash() + "\"}");
  }

  /** As the documentation tells people to do it by hand. */
  @Test
  void aHashIsThatOfTheOneBeforeAndTheLineUpToIt() throws Exception {
    trail.live(2);
    String previous = "0".repeat(64);
    for (String line : trail.lines()) {
      int end = line.indexOf(",\"hash\":");
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((previous + line.substring(0, end)).getBytes(StandardCharsets.US_ASCII));
      previous = HexFormat.of().formatHex(hash);
      assertThat(line).endsWith(",\"hash\":\"" + previous + "\"}");
    }
  }

  @Test
  void filesPutAsideBelongToIt() throws Exception {
    rotate();
    trail.live(20);
    assertThat(trail.whole().firstSeq()).isEqualTo(1);
    assertThat(trail.whole().lines()).isEqualTo(trail.whole().lastSeq());
    assertThat(trail.whole().remarks()).isEmpty();
    List<Path> aside = trail.aside();
    assertThat(Files.readString(aside.get(1)))
        .startsWith(
            "{\"seq\":%s,\"event\":\"opened\""
                .formatted(aside.get(1).toString().replaceAll(".*\\.", "")));
  }

  @Test
  void oneFilePutAsideCanBeLookedThroughByItself() throws Exception {
    rotate();
    Path second = trail.aside().get(1);
    assertThat(Verification.of(second, Optional.empty(), Optional.empty()))
        .isInstanceOfSatisfying(
            Verdict.Whole.class, whole -> assertThat(whole.lines()).isEqualTo(lineCount(second)));
  }

  private static long lineCount(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void anEditedByteIsFoundWhereverItIs() throws Exception {
    trail.live(4);
    byte[] good = Files.readAllBytes(trail.file);
    for (int i = 0; i < good.length - 1; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.write(trail.file, bad);
      assertThat(trail.verify()).as("byte " + i).isInstanceOf(Verdict.Broken.class);
    }
    Files.write(trail.file, good);
    assertThat(trail.whole().lines()).isEqualTo(5);
  }

  @Test
  void anEditedLineIsNamed() throws Exception {
    trail.live(4);
    List<String> lines = trail.lines();
    lines.set(2, lines.get(2).replace("oci:alice", "oci:alize"));
    trail.write(lines);
    assertThat(trail.broken().file()).isEqualTo(trail.file);
    assertThat(trail.broken().line()).isEqualTo(3);
    assertThat(trail.broken().reason()).contains("its hash does not fit");
  }

  @Test
  void aRemovedLineIsFound() throws Exception {
    trail.live(4);
    List<String> all = trail.lines();
    for (int i = 0; i < all.size() - 1; i++) {
      List<String> lines = trail.lines();
      lines.remove(i);
      trail.write(lines);
      assertThat(trail.verify()).as("line " + i).isInstanceOf(Verdict.Broken.class);
      trail.write(all);
    }
    all.remove(2);
    trail.write(all);
    assertThat(trail.broken().line()).isEqualTo(3);
    assertThat(trail.broken().reason()).contains("lines 3 to 3 are missing");
  }

  @Test
  void swappedLinesAreFound() throws Exception {
    trail.live(4);
    List<String> lines = trail.lines();
    Collections.swap(lines, 2, 3);
    trail.write(lines);
    assertThat(trail.broken().line()).isEqualTo(3);
  }

  @Test
  void anInsertedLineIsFound() throws Exception {
    trail.live(4);
    List<String> lines = trail.lines();
    lines.add(3, lines.get(2));
    trail.write(lines);
    assertThat(trail.broken().line()).isEqualTo(4);
    assertThat(trail.broken().reason()).contains("has been there");
    lines.set(3, "{\"seq\":4}");
    trail.write(lines);
    assertThat(trail.broken().line()).isEqualTo(4);
    lines.set(3, "");
    trail.write(lines);
    assertThat(trail.broken().line()).isEqualTo(4);
    lines.set(3, "x".repeat(Limits.MAX_LINE_BYTES));
    trail.write(lines);
    assertThat(trail.broken().line()).isEqualTo(4);
  }

  @Test
  void aFilePutAsideThatWasCutShortIsFound() throws Exception {
    rotate();
    Path second = trail.aside().get(1);
    String text = Files.readString(second);
    Files.writeString(second, text.substring(0, text.length() - 10));
    assertThat(trail.broken().file()).isEqualTo(second);
    Files.writeString(second, text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
    assertThat(trail.broken().file()).isEqualTo(trail.aside().get(2));
    assertThat(trail.broken().line()).isEqualTo(1);
    Files.writeString(second, "");
    assertThat(trail.broken().file()).isEqualTo(second);
    assertThat(trail.broken().reason()).contains("it has no line");
  }

  @Test
  void aFileThatIsMissingInTheMiddleIsFound() throws Exception {
    rotate();
    Path second = trail.aside().get(1);
    Path third = trail.aside().get(2);
    Files.delete(second);
    assertThat(trail.broken().file()).isEqualTo(third);
    assertThat(trail.broken().reason()).contains("are missing before it");
  }

  @Test
  void olderFilesMayBeGoneAndThatIsSaid() throws Exception {
    rotate();
    Files.delete(trail.aside().getFirst());
    assertThat(trail.whole().firstSeq()).isGreaterThan(1);
    assertThat(trail.whole().remarks()).singleElement().asString().contains("older files");
  }

  @Test
  void anEndThatWasCutOffIsFoundByAHashThatWasNoted() throws Exception {
    trail.live(4);
    String noted = trail.whole().lastHash();
    trail.live(1);
    assertThat(Verification.of(trail.file, Optional.empty(), Optional.of(noted)))
        .isInstanceOf(Verdict.Whole.class);
    trail.write(trail.lines().subList(0, 4));
    assertThat(trail.verify()).isInstanceOf(Verdict.Whole.class);
    assertThat(Verification.of(trail.file, Optional.empty(), Optional.of(noted)))
        .isInstanceOfSatisfying(
            Verdict.Broken.class, broken -> assertThat(broken.reason()).contains(noted));
  }

  @Test
  void withAKeyTheChainCannotBeMadeAnew() throws Exception {
    Path secret = Files.writeString(directory.resolve("key"), "0123456789abcdef\n");
    trail.key = Optional.of(TrailKey.read(secret));
    trail.live(3);
    assertThat(trail.whole().lines()).isEqualTo(4);
    trail.key = Optional.empty();
    assertThat(trail.broken().line()).isEqualTo(1);
    Files.delete(trail.file);
    trail.live(3);
    trail.key = Optional.of(TrailKey.read(secret));
    assertThat(trail.broken().line()).isEqualTo(1);
    Files.writeString(secret, "0123456789abcde\n");
    assertThatThrownBy(() -> TrailKey.read(secret)).hasMessageContaining("16 to 4096 bytes");
  }

  @Test
  void aLineThatIsBeingWrittenIsNoDamage() throws Exception {
    trail.live(2);
    String text = Files.readString(trail.file);
    Files.writeString(trail.file, text + "{\"seq\":4,\"ti");
    assertThat(trail.whole().lines()).isEqualTo(3);
    assertThat(trail.whole().remarks()).singleElement().asString().contains("not finished");
  }

  @Test
  void aTrailThatIsNotThereIsNone() {
    assertThatThrownBy(trail::verify).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aTrailThatHasJustBegunIsNotBroken() throws Exception {
    trail.live(1);
    String first = trail.lines().getFirst();
    for (int written = 0; written <= first.length(); written++) {
      Files.writeString(trail.file, first.substring(0, written));
      assertThat(trail.verify()).as("%d bytes", written).isEqualTo(new Verdict.Begun());
    }
    Files.writeString(trail.file, first + "\n");
    assertThat(trail.whole().lines()).isEqualTo(1);
  }

  @Test
  void whatIsNoBeginningOfATrailIsBroken() throws Exception {
    Files.writeString(trail.file, "something else\n");
    assertThat(trail.verify()).isInstanceOf(Verdict.Broken.class);
    Files.writeString(trail.file, "{\"seq\":7,\"event\":\"started\"");
    assertThat(trail.broken().line()).isEqualTo(1);
    Files.writeString(trail.file, "\0");
    assertThat(trail.broken().line()).isEqualTo(1);
    Files.writeString(trail.file, "\n");
    assertThat(trail.broken().line()).isEqualTo(1);
  }

  @Test
  void whereAHashWasNotedThereHaveBeenLines() throws Exception {
    trail.live(1);
    String noted = trail.whole().lastHash();
    Files.writeString(trail.file, "");
    assertThat(Verification.of(trail.file, Optional.empty(), Optional.of(noted)))
        .isInstanceOf(Verdict.Broken.class);
  }

  /** No file is put aside without another one that begins with a line about it. */
  @Test
  void anEndThatWasEmptiedOrRemovedIsFoundByTheFilesPutAside() throws Exception {
    rotate();
    String newest = Files.readString(trail.file);
    for (String left : List.of("", newest.substring(0, 20), "{")) {
      Files.writeString(trail.file, left);
      assertThat(trail.broken().file()).isEqualTo(trail.file);
      assertThat(trail.broken().reason()).contains("files were put aside before it");
    }
    Files.delete(trail.file);
    assertThat(trail.broken().reason()).contains("files were put aside before it");
  }

  @Test
  void whereAllFilesWereEmptiedTheNamesOfThosePutAsideTell() throws Exception {
    rotate();
    Files.writeString(trail.file, "");
    for (Path aside : trail.aside()) {
      Files.writeString(aside, "");
    }
    assertThat(trail.broken().file()).isEqualTo(trail.aside().getFirst());
  }

  /** Lines about the trail itself carry the hash of the one before, and are no beginning for it. */
  @Test
  void aBeginningThatWasCutOffIsFound() throws Exception {
    trail.live(2);
    Files.writeString(trail.file, Files.readString(trail.file) + "{\"seq\":4,\"time\"");
    trail.live(2);
    List<String> all = trail.lines();
    for (int cut = 1; cut < all.size(); cut++) {
      trail.write(all.subList(cut, all.size()));
      assertThat(trail.verify()).as("%d lines", cut).isInstanceOf(Verdict.Broken.class);
    }
  }

  @Test
  void theBeginningOfAFilePutAsideThatWasCutOffIsFound() throws Exception {
    trail.live(3);
    trail.maxBytes = 1500;
    trail.live(20);
    Path oldest = trail.aside().getFirst();
    List<String> lines = Files.readAllLines(oldest);
    Files.write(oldest, lines.subList(lines.size() - 2, lines.size()));
    assertThat(trail.broken().file()).isEqualTo(oldest);
    assertThat(trail.broken().reason()).contains("the beginning of the file is missing");
    Files.delete(oldest);
    Path second = trail.aside().getFirst();
    Files.move(second, second.resolveSibling("audit.jsonl.2"));
    assertThat(trail.broken().reason()).contains("the beginning of the file is missing");
  }
}
