package io.millpond.logs.follow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a follower is told of a file that is rotated or truncated. */
class FollowRotationTest extends FollowSteps {
  @Test
  void renameIsDrainedToItsEndBeforeTheNewFile() throws IOException {
    log.write("one\n");
    try (TestFollower follower = follow(BEGIN)) {
      log.rename(3);
      log.write("two\nthree without newline");
      look(follower);
      log.reopen();
      assertThat(look(follower)).containsExactly("one", "two");
      log.write("four\n");
      assertThat(look(follower)).containsExactly("one", "two", "three without newline", "four");
      assertThat(follower.positions.getLast().generation())
          .isNotEqualTo(follower.positions.getFirst().generation());
    }
  }

  @Test
  void anEmptyNewFileDoesNotEndTheOldOne() throws IOException {
    try (TestFollower follower = follow(END)) {
      log.rename(3);
      Files.createFile(log.path); // as logrotate's "create" does, long before the writer is told
      log.write("late\n");
      assertThat(look(follower)).containsExactly("late");
      log.write("later\n");
      log.reopen();
      log.write("new\n");
      assertThat(look(follower)).containsExactly("late", "later", "new");
    }
  }

  @Test
  void severalRotationsBetweenTwoLooks() throws IOException {
    log.write("0\n");
    try (TestFollower follower = follow(BEGIN)) {
      follower.take();
      List<String> all = new ArrayList<>(List.of("0"));
      for (int i = 1; i <= 4; i++) {
        log.write("tail of " + i + "\n");
        log.rename(9);
        log.reopen();
        log.write("head of " + i + "\n");
        all.addAll(List.of("tail of " + i, "head of " + i));
      }
      assertThat(look(follower)).isEqualTo(all);
    }
  }

  @Test
  void rotationsThatLeaveNoFileAreTold() throws IOException {
    log.write("0\n");
    try (TestFollower follower = follow(BEGIN)) {
      follower.take();
      for (int i = 1; i <= 3; i++) {
        log.rename(1);
        Files.setLastModifiedTime(
            log.rotated(1),
            java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(i)));
        log.reopen();
        log.write(i + "\n");
      }
      assertThat(look(follower)).containsExactly("0", "lost (ROTATED)", "2", "3");
    }
  }

  @Test
  void deletedAndCreatedAgain() throws IOException {
    log.write("one\n");
    try (TestFollower follower = follow(BEGIN)) {
      follower.take();
      log.write("two\n");
      log.delete();
      log.reopen();
      log.write("three\n");
      assertThat(look(follower)).containsExactly("one", "two", "three");
    }
  }

  @Test
  void copyTruncateReadsTheRestInTheCopy() throws IOException {
    log.write("one\n");
    try (TestFollower follower = follow(BEGIN)) {
      follower.take();
      log.write("two\n");
      log.copyTruncate(3);
      log.write("3\n");
      assertThat(look(follower)).containsExactly("one", "two", "3");
    }
  }

  @Test
  void truncationIsTold() throws IOException {
    log.write("one\n");
    try (TestFollower follower = follow(BEGIN)) {
      log.write("two\nhalf");
      look(follower);
      log.truncate();
      log.write("3\n");
      assertThat(look(follower)).containsExactly("one", "two", "half", "lost (TRUNCATED)", "3");
    }
  }

  @Test
  void truncationThatGrewBeyondTheOldSizeIsTold() throws IOException {
    log.write("one\n");
    try (TestFollower follower = follow(BEGIN)) {
      follower.take();
      log.truncate();
      log.write("another text, longer than the old one\n");
      assertThat(look(follower))
          .containsExactly("one", "lost (TRUNCATED)", "another text, longer than the old one");
    }
  }

  @Test
  void truncationToTheSameBeginningIsSeenByTheBytesBeforeThePlaceReached() throws IOException {
    log.write("banner ".repeat(60) + "\n0123456789012345678901234567890123456789\n");
    try (TestFollower follower = follow(END)) {
      look(follower);
      log.truncate();
      log.write("banner ".repeat(60) + "\nabc\n" + "d".repeat(80) + "\n");
      assertThat(look(follower)).startsWith("lost (TRUNCATED)").hasSize(4);
    }
  }

  @Test
  void aCopyThatWasJustBegunIsNotTakenForTheFileBefore() throws IOException {
    log.write("a first line that is long enough to know the file by it\n");
    LogPosition position = positionAtEnd();
    log.copyTruncate(3);
    log.shift(3);
    Files.createFile(log.rotated(1));
    try (TestFollower follower = follow(new FollowStart.After(position))) {
      assertThat(follower.take().told).isEmpty();
      Files.writeString(log.rotated(1), "two\n");
      log.write("three\n");
      assertThat(look(follower)).containsExactly("two", "three");
    }
  }

  @Test
  void aFileThatAppearsAndIsRotatedBeforeItIsLookedAtIsRead() throws IOException {
    Files.delete(log.path);
    try (TestFollower follower = follow(END)) {
      log.reopen();
      log.write("one\n");
      log.rename(3);
      log.reopen();
      log.write("two\n");
      assertThat(look(follower)).startsWith("one");
      assertThat(look(follower)).containsExactly("one", "two");
    }
  }

  @Test
  void aTextThatComesAndGoesAfterATruncationIsRead() throws IOException {
    log.write("one\n");
    try (TestFollower follower = follow(BEGIN)) {
      follower.take();
      log.truncate();
      assertThat(look(follower)).containsExactly("one", "lost (TRUNCATED)");
      log.write("two\n");
      log.copyTruncate(3);
      log.write("three\n");
      assertThat(look(follower)).containsExactly("one", "lost (TRUNCATED)", "two", "three");
    }
  }

  @Test
  void aWriterThatIsLateToOpenTheNewFileIsHeardInTheOldOne() throws IOException {
    log.write("one\n");
    try (TestFollower follower = follow(BEGIN)) {
      follower.take();
      log.rename(3);
      Files.writeString(log.path, "new\n"); // by another writer
      clock.pass(Limits.MAX_NAME_CHECK_INTERVAL);
      tails.look();
      log.write("two\n");
      assertThat(look(follower)).containsExactly("one", "two", "new");
      log.write("too late\n");
      assertThat(look(follower)).containsExactly("one", "two", "new", "lost 9 (ROTATED)");
    }
  }

  @Test
  void aWriterThatNeverOpensTheNewFileDoesNotHideIt() throws IOException {
    log.write("one\n");
    try (TestFollower follower = follow(BEGIN)) {
      follower.take();
      log.rename(3);
      Files.writeString(log.path, "new\n");
      Duration step = Limits.OLD_FILE_QUIET.dividedBy(2);
      for (Duration d = Duration.ZERO; d.compareTo(Limits.OLD_FILE_WAIT) <= 0; d = d.plus(step)) {
        log.write("old\n");
        clock.pass(step);
        tails.look();
      }
      assertThat(look(follower)).contains("new");
      clock.pass(Limits.OLD_FILE_WAIT);
      look(follower);
      assertThat(openDescriptors(log.rotated(1))).isEqualTo(1); // the writer's
    }
  }

  @Test
  void aFollowerThatJoinsAnewBehindAnUnreadFileMissesNothing() throws IOException {
    log.write("a first line that is long enough to know the file by it\n");
    LogPosition position = positionAtEnd();
    log.copyTruncate(9);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("stdout.7.gz")))) {
      Files.copy(log.rotated(1), out);
    }
    Files.delete(log.rotated(1)); // nothing to stand on: the watcher has read no file yet
    try (TestFollower follower = follow(new FollowStart.After(position))) {
      List<String> all = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        all.add(i + "x".repeat(1000));
        log.write(all.getLast() + "\n");
        tails.look();
      }
      log.rename(9);
      log.reopen();
      log.write("last\n");
      all.add("last");
      clock.pass(Duration.ofSeconds(1));
      tails.look();
      clock.pass(Duration.ofSeconds(1));
      tails.look();
      assertThat(follower.take().told).isEqualTo(all);
    }
  }

  @Test
  void theLastLineOfARotatedFileEndsWithIt() throws IOException {
    log.write("0123456\n");
    LogPosition position = positionAtEnd();
    log.write("half");
    log.rename(9);
    log.reopen();
    log.write("as long\nold\n"); // as the old file is
    assertThat(resume(position)).containsExactly("half", "as long", "old");
  }

  @Test
  void aFileThatIsBeingCompressedIsReadOnce() throws IOException {
    log.write("a first line that is long enough to know the file by it\n");
    LogPosition position = positionAtEnd();
    log.write("two\n");
    log.rename(9);
    log.reopen();
    log.write("three\n");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("stdout.1.gz")))) {
      Files.copy(log.rotated(1), out);
    }
    assertThat(resume(position)).containsExactly("two", "three");
  }

  @Test
  void aWriterThatDoesNotAppendLeavesAHoleAndItsTruncationIsTold() throws IOException {
    try (var out = FileChannel.open(log.path, StandardOpenOption.WRITE);
        TestFollower follower = follow(END)) {
      out.write(ByteBuffer.wrap("one\ntwo\n".getBytes(ISO_8859_1)));
      assertThat(look(follower)).containsExactly("one", "two");
      try (var rotator = FileChannel.open(log.path, StandardOpenOption.WRITE)) {
        rotator.truncate(0);
      }
      out.write(ByteBuffer.wrap("three\nfour\n".getBytes(ISO_8859_1)));
      assertThat(look(follower))
          .containsExactly("one", "two", "lost (TRUNCATED)", "\0".repeat(8) + "three", "four");
    }
  }

  @Test
  void aLargeNewFileDoesNotHoldUpTheWatcher() throws IOException {
    log.write("one\n");
    try (TestFollower follower = follow(BEGIN)) {
      look(follower);
      log.rename(3);
      log.reopen();
      String line = "x".repeat(99) + "\n";
      int bytes = 4 * Limits.MAX_BATCHES_PER_LOOK * Limits.MAX_BATCH_BYTES;
      log.write(line.repeat(bytes / line.length()));
      clock.pass(Limits.OLD_FILE_WAIT);
      long readBefore = tails.reads();
      tails.look();
      assertThat(tails.reads() - readBefore).isLessThanOrEqualTo(2L * Limits.MAX_BATCHES_PER_LOOK);
    }
  }
}
