package io.millpond.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrailFileTest {
  @TempDir Path directory;
  private TestingTrail trail;

  @BeforeEach
  void make() {
    trail = new TestingTrail(directory);
  }

  @Test
  void aLineSaysAllThereIsToSay() throws Exception {
    trail.live(1);
    assertThat(trail.lines().get(1))
        .startsWith(
            "{\"seq\":2,\"time\":\"2026-11-20T15:48:28.007Z\",\"requestId\":\"id-1\","
                + "\"caller\":\"oci:alice\",\"permission\":\"a:b\",\"kind\":\"task\","
                + "\"resource\":\"read 0\",\"dialect\":\"dcos\",\"method\":\"GET\","
                + "\"remote\":\"10.0.0.1\",\"bytes\":5,\"status\":200,\"outcome\":\"allowed\","
                + "\"millis\":3,\"hash\":\"");
  }

  @Test
  void namesCanNeitherEndALineNorPassForAnother() throws Exception {
    try (TrailFile file = trail.open()) {
      TestingTrail.add(file, TestingTrail.entry("a\"b\\c\n\u0000\u2028é\ud83d"));
      TestingTrail.add(file, TestingTrail.entry("x".repeat(10_000)));
      TestingTrail.add(file, TestingTrail.entry("\n".repeat(10_000)));
    }
    assertThat(trail.whole().lines()).isEqualTo(4);
    assertThat(trail.lines().get(1))
        .contains("\"resource\":\"a\\u0022b\\u005cc\\u000a\\u0000\\u2028\\u00e9\\ud83d\"");
    assertThat(trail.lines().get(2))
        .contains("x".repeat(Limits.MAX_TEXT_CHARS) + "\\u2026\"")
        .hasSizeLessThan(2000);
    assertThat(trail.lines().get(3)).hasSizeLessThan(Limits.MAX_LINE_BYTES);
  }

  @Test
  void theLongestLineIsNoLongerThanIsRead() throws Exception {
    String worst = "\u0001".repeat(1000);
    try (TrailFile file = trail.open()) {
      TestingTrail.add(
          file,
          new Entry(
              0,
              new Entry.Request(worst, worst, worst, worst),
              new Entry.Asked(worst, worst, worst, worst, worst),
              new Entry.Answer(
                  worst, Long.MAX_VALUE, 999, Entry.Outcome.UNAUTHENTICATED, Long.MAX_VALUE)));
    }
    assertThat(trail.whole().lines()).isEqualTo(2);
    trail.live(1);
    assertThat(trail.whole().lines()).isEqualTo(4);
  }

  @Test
  void aTornLineStaysAndIsToldOf() throws Exception {
    trail.live(2);
    String whole = Files.readString(trail.file);
    trail.live(1);
    String next = Files.readString(trail.file).substring(whole.length()).lines().findFirst().get();
    for (int torn = 1; torn < next.length(); torn++) {
      Files.writeString(trail.file, whole + next.substring(0, torn));
      trail.live(1);
      assertThat(trail.whole().lines()).isEqualTo(3 + 3);
      assertThat(trail.whole().remarks())
          .containsExactly("torn line after seq 3, at the restart after it");
      assertThat(trail.lines().get(3)).isEqualTo(next.substring(0, torn));
      assertThat(trail.lines().get(4)).startsWith("{\"seq\":4,\"event\":\"torn\"");
    }
  }

  /** The beginning of a line that was torn is covered by the chain like any other. */
  @Test
  void aTornLineCannotBeChangedRemovedOrMoved() throws Exception {
    trail.live(2);
    Files.writeString(trail.file, Files.readString(trail.file) + "{\"seq\":4,\"time\"");
    trail.live(1);
    String good = Files.readString(trail.file);
    Files.writeString(trail.file, good.replace("{\"seq\":4,\"time\"\n", "{\"seq\":4,\"tame\"\n"));
    assertThat(trail.broken().line()).isEqualTo(4);
    Files.writeString(trail.file, good.replace("{\"seq\":4,\"time\"\n", ""));
    assertThat(trail.broken().reason()).contains("was removed");
    Files.writeString(trail.file, good + "{\"seq\":4,\"time\"\n" + good.lines().toList().get(1));
    assertThat(trail.verify()).isInstanceOf(Verdict.Broken.class);
  }

  @Test
  void aLineThatLacksOnlyItsNewlineIsWhole() throws Exception {
    trail.live(2);
    String text = Files.readString(trail.file);
    Files.writeString(trail.file, text.substring(0, text.length() - 1));
    trail.live(1);
    assertThat(trail.whole().lines()).isEqualTo(5);
    assertThat(trail.whole().remarks()).isEmpty();
  }

  @Test
  void aTrailWhoseEndIsNotOursIsNotGoneOnWith() throws Exception {
    trail.live(2);
    String text = Files.readString(trail.file);
    Files.writeString(trail.file, text.replace("\"read 1\"", "\"read 2\""));
    assertThatThrownBy(() -> trail.live(1))
        .isInstanceOf(TrailDamagedException.class)
        .hasMessageContaining("move it away");
    Files.writeString(trail.file, text + "another line\n");
    assertThatThrownBy(() -> trail.live(1)).isInstanceOf(TrailDamagedException.class);
    Files.writeString(trail.file, text);
    Path secret = Files.writeString(directory.resolve("key"), "0123456789abcdef\n");
    trail.key = Optional.of(TrailKey.read(secret));
    assertThatThrownBy(() -> trail.live(1)).isInstanceOf(TrailDamagedException.class);
    trail.key = Optional.empty();
    trail.live(1);
    assertThat(trail.whole().lines()).isEqualTo(5);
  }

  @Test
  void oneProcessWritesIt() throws Exception {
    TrailFile first = trail.open();
    assertThatThrownBy(trail::open).hasMessageContaining("is written already");
    first.close();
    trail.live(1);
    assertThat(trail.whole().lines()).isEqualTo(3);
  }

  /** The first to need the data directory of a service is the trail. */
  @Test
  void theFolderThatItMakesIsItsOwnersAlone() throws Exception {
    Path data = directory.resolve("made/data");
    new TestingTrail(data).live(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    assertThat(Files.getPosixFilePermissions(data.resolve("audit.jsonl")))
        .doesNotContain(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
  }

  /** Killed after the old file was put aside and before the new one was begun, or written to. */
  @Test
  void goesOnWherePuttingAsideWasInterrupted() throws Exception {
    trail.live(3);
    Files.move(trail.file, trail.file.resolveSibling("audit.jsonl.1"));
    trail.live(1);
    assertThat(trail.whole().lines()).isEqualTo(6);
    assertThat(trail.aside()).isEmpty();
    Files.move(trail.file, trail.file.resolveSibling("audit.jsonl.1"));
    Files.writeString(trail.file, "{\"seq\":7,");
    trail.live(1);
    assertThat(trail.whole().lines()).isEqualTo(9);
    assertThat(trail.whole().remarks()).singleElement().asString().startsWith("torn line after");
    assertThat(trail.aside()).hasSize(1);
  }

  /** The files before it may be archived later: what it begins with has to be a beginning. */
  @Test
  void aFileThatGoesOnSaysSoWhateverItsWriterDiedOf() throws Exception {
    for (String left : List.of("", "{\"seq\":5,\"event\":\"op")) {
      Files.deleteIfExists(trail.file);
      trail.live(3);
      Path aside = trail.file.resolveSibling("audit.jsonl.1");
      Files.move(trail.file, aside);
      Files.writeString(trail.file, left);
      trail.live(1);
      Files.delete(aside);
      assertThat(trail.whole().firstSeq()).isEqualTo(5);
    }
  }

  @Test
  void aFileThatWasMovedAwayIsFollowedByANewOne() throws Exception {
    Path archive = directory.resolve("archived.jsonl");
    try (TrailFile file = trail.open()) {
      TestingTrail.add(file, TestingTrail.entry("one"));
      file.flush();
      file.look();
      Files.move(trail.file, archive);
      file.look();
      TestingTrail.add(file, TestingTrail.entry("two"));
      file.flush();
      assertThat(Files.readString(archive)).contains("one").contains("two");
      TestingTrail.add(file, TestingTrail.entry("three"));
      file.flush();
    }
    assertThat(trail.whole().firstSeq()).isEqualTo(4);
    assertThat(trail.lines()).hasSize(2).last().asString().contains("three");
    Files.move(archive, directory.resolve("audit.jsonl.1"));
    assertThat(trail.whole().lines()).isEqualTo(5);
  }

  @Test
  void whatIsNoFileIsNoneOfATrail() throws Exception {
    Files.createDirectory(directory.resolve("audit.jsonl.1"));
    Files.writeString(directory.resolve("audit.jsonl.old"), "something\n");
    trail.live(1);
    assertThat(trail.whole().lines()).isEqualTo(2);
  }

  /** A disk that has room for some bytes more. */
  private static final class FullDisk implements Storage {
    int room = Integer.MAX_VALUE;

    @Override
    public int write(FileChannel file, ByteBuffer bytes) throws IOException {
      if (room == 0) {
        throw new IOException("No space left on device");
      }
      int some = Math.min(room, bytes.remaining());
      ByteBuffer part = bytes.slice(bytes.position(), some);
      while (part.hasRemaining()) {
        file.write(part);
      }
      room -= some;
      return some;
    }
  }

  @Test
  void aWriteThatFailedGoesOnInTheMiddleOfTheLine() throws Exception {
    FullDisk disk = new FullDisk();
    trail.storage = disk;
    try (TrailFile file = trail.open()) {
      file.flush();
      disk.room = 100;
      TestingTrail.add(file, TestingTrail.entry("one"));
      assertThatThrownBy(file::flush).hasMessageContaining("No space");
      assertThat(Files.readString(trail.file, StandardCharsets.US_ASCII)).doesNotEndWith("\n");
      TestingTrail.add(file, TestingTrail.entry("two"));
      assertThatThrownBy(file::flush).hasMessageContaining("No space");
      disk.room = Integer.MAX_VALUE;
      file.flush();
    }
    assertThat(trail.whole().lines()).isEqualTo(3);
  }

  @Test
  void doesNotWriteIntoAFileOfSomebodyElse() throws Exception {
    trail.maxBytes = 1000;
    try (TrailFile file = trail.open()) {
      TestingTrail.add(file, TestingTrail.entry("x".repeat(400)));
      Files.createDirectory(directory.resolve("audit.jsonl.1"));
      TestingTrail.add(file, TestingTrail.entry("x".repeat(400)));
      assertThatThrownBy(file::flush).isInstanceOf(IOException.class);
      Files.delete(directory.resolve("audit.jsonl.1"));
      file.flush();
    }
    assertThat(trail.whole().lines()).isEqualTo(4);
    assertThat(trail.aside()).hasSize(1);
  }
}
