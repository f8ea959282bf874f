package io.millpond.logs.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.LineWindow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Where a follower goes on that left off somewhere. */
class FollowResumeTest extends FollowSteps {
  @Test
  void resumesInTheFileThePositionBelongsTo() throws IOException {
    log.write("one\ntwo\n");
    LogPosition position = positionAtEnd();
    log.write("three\n");
    log.rename(9);
    log.reopen();
    log.write("four\n");
    log.rename(9);
    log.reopen();
    log.write("five\n");
    assertThat(resume(position)).containsExactly("three", "four", "five");
    log.write("six\n");
    assertThat(resume(LogPosition.parse(position.toString())))
        .containsExactly("three", "four", "five", "six");
  }

  @Test
  void resumesInACopyAndInACompressedFileByTheirFirstBytes() throws IOException {
    log.write("a first line that is long enough to know the file by it\n");
    LogPosition position = positionAtEnd();
    log.write("two\n");
    log.copyTruncate(9);
    log.write("three\n");
    assertThat(resume(position)).containsExactly("two", "three");

    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("stdout.1.gz")))) {
      Files.copy(log.rotated(1), out);
    }
    Files.delete(log.rotated(1));
    assertThat(resume(position)).containsExactly("two", "three");

    Files.delete(directory.resolve("stdout.1.gz"));
    assertThat(resume(position)).containsExactly("lost (UNKNOWN)", "three");
  }

  @Test
  void resumesWhileThePathIsMissingAndTheWriterStillHasTheRenamedFile() throws IOException {
    log.write("one\n");
    LogPosition position = positionAtEnd();
    log.rename(3);
    try (TestFollower follower = follow(new FollowStart.After(position))) {
      log.write("two\n");
      assertThat(look(follower)).containsExactly("two");
      log.write("three\n");
      log.reopen();
      log.write("four\n");
      assertThat(look(follower)).containsExactly("two", "three", "four");
    }
  }

  @Test
  void resumesWhileTheNewFileIsEmptyAndTheWriterStillHasTheRenamedFile() throws IOException {
    log.write("one\n");
    LogPosition position = positionAtEnd();
    log.rename(3);
    Files.createFile(log.path);
    try (TestFollower follower = follow(new FollowStart.After(position))) {
      log.write("two\n");
      assertThat(look(follower)).containsExactly("two");
      log.write("three\n");
      log.reopen();
      log.write("four\n");
      assertThat(look(follower)).containsExactly("two", "three", "four");
    }
  }

  @Test
  void aWindowOfAnEmptyNewFileHasNothingOfTheRenamedOne() throws IOException {
    log.write("one\n");
    log.rename(3);
    Files.createFile(log.path);
    try (TestFollower follower = follow(at(LineWindow.last(10)))) {
      log.write("late\n");
      assertThat(look(follower)).containsExactly("late");
    }
  }

  @Test
  void aPositionInATextOfWhichNothingWasDeliveredIsTheOneBefore() throws IOException {
    log.write("a first line that is long enough to know the file by it\n");
    LogPosition position = positionAtEnd();
    log.copyTruncate(9);
    log.write("1");
    try (TestFollower early = follow(END)) {
      look(early);
      try (TestFollower follower = follow(new FollowStart.After(position))) {
        assertThat(look(follower)).isEmpty();
        position = follower.follower.position();
      }
    }
    log.write(" of the second text\n");
    log.copyTruncate(9);
    log.write("1 of the third text\n");
    assertThat(resume(position)).containsExactly("1 of the second text", "1 of the third text");
  }

  @Test
  void aFileIsNotNamedByAFewBytesWhereThereAreMore() throws IOException {
    log.write("1");
    LogPosition position;
    try (TestFollower early = follow(BEGIN)) {
      look(early);
      try (TestFollower _ = follow(BEGIN)) { // for whom the file is named
        log.write(" is the beginning of a line that is long enough to know a file by it\n");
        look(early);
        position = early.positions.getLast();
      }
    }
    log.write("two\n");
    log.copyTruncate(9);
    log.write("1 is the beginning of a line of another text, which is quite long too\n");
    assertThat(resume(position)).startsWith("two").hasSize(2);
  }

  @Test
  void resumesInAZstdFile() throws IOException {
    log.write("a first line that is long enough to know the file by it\n");
    LogPosition position = positionAtEnd();
    log.write("two\n");
    log.rename(9);
    log.reopen();
    log.write("three\n");
    try (OutputStream out =
        new com.github.luben.zstd.ZstdOutputStream(
            Files.newOutputStream(directory.resolve("stdout.1.zst")))) {
      Files.copy(log.rotated(1), out);
    }
    Files.delete(log.rotated(1));
    assertThat(resume(position)).containsExactly("two", "three");
  }

  @Test
  void aPlainOffsetMeansTheFileThatIsThere() throws IOException {
    log.write("one\ntwo\n");
    assertThat(resume(LogPosition.parse("3"))).containsExactly("two");
    assertThat(resume(LogPosition.parse("9999"))).isEmpty();
  }

  @Test
  void namesOfAFileAreOfAtMostThreeKindsAndSurviveARestart() throws IOException {
    List<Generation> names = new ArrayList<>();
    try (TestFollower follower = follow(END)) {
      for (int i = 0; i < 100; i++) {
        log.write("line " + i + "\n");
        look(follower);
      }
      follower.positions.forEach(position -> names.add(position.generation().orElseThrow()));
    }
    assertThat(names.stream().distinct()).hasSize(3);
    try (TestFollower later = follow(at(LineWindow.last(1)))) {
      assertThat(later.take().positions.getFirst().generation()).contains(names.getLast());
    }
  }
}
