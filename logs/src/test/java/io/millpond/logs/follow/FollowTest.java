package io.millpond.logs.follow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.Limits;
import io.millpond.logs.LineFilter;
import io.millpond.logs.LineWindow;
import io.millpond.logs.LogRoot;
import io.millpond.logs.Position;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One step at a time: the writer writes, the watcher looks, the follower takes. */
class FollowTest {
  private static final FollowStart END = at(LineWindow.last(0));
  private static final FollowStart BEGIN = at(LineWindow.ALL);

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock();
  private final Tails tails = new Tails(clock);
  private LogRoot root;
  private TestLog log;

  @BeforeEach
  void open() throws IOException {
    root = LogRoot.open(directory);
    log = new TestLog(directory, "stdout");
  }

  @AfterEach
  void close() throws IOException {
    tails.close();
    log.close();
    root.close();
    assertThat(tails.errors()).isZero();
  }

  @Test
  void beginsWithAWindowAndGoesOnWithWhatIsAppended() throws IOException {
    log.write("one\ntwo\nthree\n");
    try (TestFollower follower = follow(at(LineWindow.last(2)))) {
      assertThat(follower.take().told).containsExactly("two", "three");
      log.write("four\n\nfive\n");
      assertThat(look(follower)).containsExactly("two", "three", "four", "five");
      assertThat(follower.positions.getLast().offset()).isEqualTo(24);
    }
  }

  @Test
  void endIsBehindTheLastWholeLine() throws IOException {
    log.write("one\nhal");
    try (TestFollower follower = follow(END)) {
      log.write("f\n");
      assertThat(look(follower)).containsExactly("half");
    }
  }

  @Test
  void aHalfLineIsHeldForItsNewlineThenSentAsAPiece() throws IOException {
    try (TestFollower follower = follow(END)) {
      log.write("one\nhal");
      assertThat(look(follower)).containsExactly("one");
      clock.pass(Limits.HALF_LINE_WAIT);
      look(follower);
      assertThat(follower.unfinished()).isEqualTo("hal");
      LogPosition behindPiece = follower.positions.getLast();
      log.write("f\ntwo\n");
      assertThat(look(follower)).containsExactly("one", "half", "two");

      try (TestFollower later = follow(new FollowStart.After(behindPiece))) {
        assertThat(later.take().told).containsExactly("f", "two");
      }
    }
  }

  @Test
  void aPieceThatWasDeliveredIsNotDeliveredAgainByANewWatcher() throws IOException {
    LogPosition behindPiece;
    try (TestFollower follower = follow(END)) {
      log.write("one\nhal");
      look(follower);
      clock.pass(Limits.HALF_LINE_WAIT);
      look(follower);
      behindPiece = follower.positions.getLast();
    }
    try (TestFollower later = follow(new FollowStart.After(behindPiece))) {
      log.write("f\ntwo\n");
      assertThat(look(later)).containsExactly("f", "two");
    }
  }

  @Test
  void longLinesComeInPieces() throws IOException {
    String line = "x".repeat(300_000) + "end";
    log.write("a\n" + line + "\nb\n");
    try (TestFollower early = follow(BEGIN)) {
      assertThat(early.take().told).containsExactly("a", line, "b");
      log.write(line + "\nc\n");
      assertThat(look(early)).containsExactly("a", line, "b", line, "c");
      assertThat(early.pieces).isGreaterThan(line.length() / Limits.MAX_PIECE_BYTES);
    }
  }

  @Test
  void aFileThatDoesNotExistIsWaitedFor() throws IOException {
    Files.delete(log.path);
    try (TestFollower follower = follow(at(LineWindow.last(10)))) {
      assertThat(look(follower)).isEmpty();
      log.reopen();
      log.write("first\n");
      assertThat(look(follower)).containsExactly("first");
    }
  }

  @Test
  void aDirectoryThatDoesNotExistIsWaitedFor() throws IOException {
    try (TestFollower follower = new TestFollower(tails, root, "task/stdout", END)) {
      assertThat(look(follower)).isEmpty();
      Files.createDirectory(directory.resolve("task"));
      try (TestLog task = new TestLog(directory.resolve("task"), "stdout")) {
        task.write("first\n");
        assertThat(look(follower)).containsExactly("first");
      }
    }
  }

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

  @Test
  void followersOfOneFileShareItsWatcherItsReadsAndTheirFrames() throws IOException {
    List<String> framed = new ArrayList<>();
    record Named(String name, List<String> framed) implements Framer {
      @Override
      public ByteBuffer frame(TailEvent event) {
        framed.add(name);
        return ByteBuffer.wrap(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    List<Follower> followers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Framer framer = new Named("kind " + i % 2, framed);
      followers.add(tails.follow(root, "stdout", END, framer, () -> {}));
      assertThat(followers.getLast().catchUp()).isEmpty();
    }
    assertThat(tails.files()).isEqualTo(1);
    // A LogFile is two: the pin of what was found, and the channel.
    assertThat(openDescriptors()).isEqualTo(2);
    log.write("one\ntwo\n");
    tails.look();
    for (Follower follower : followers) {
      assertThat(follower.poll().orElseThrow().framed().remaining()).isEqualTo(6);
    }
    assertThat(framed).containsExactlyInAnyOrder("kind 0", "kind 1");
    assertThat(tails.reads()).isEqualTo(1);
    for (Follower follower : followers) {
      follower.close();
    }
    assertThat(tails.files()).isZero();
    assertThat(openDescriptors()).isZero();
  }

  @Test
  void aSlowFollowerIsCutWithItsPositionAndResumesWithoutLoss() throws IOException {
    try (TestFollower slow = follow(END);
        TestFollower quick = follow(END)) {
      slow.take();
      quick.take();
      List<String> all = new ArrayList<>();
      for (int i = 0; !slow.follower.isCut(); i++) {
        String line = i + " " + "x".repeat(1000);
        all.add(line);
        log.write(line + "\n");
        if (i == 10) {
          look(slow);
        }
        look(quick);
      }
      assertThat(slow.take().told).isEqualTo(all.subList(0, 11));
      assertThat(quick.told).isEqualTo(all);
      try (TestFollower resumed = follow(new FollowStart.After(slow.follower.position()))) {
        assertThat(resumed.take().told).isEqualTo(all.subList(11, all.size()));
      }
    }
  }

  @Test
  void aFollowerThatCatchesUpTooSlowlyJoinsAnew() throws IOException {
    log.write("0\n");
    try (TestFollower follower = follow(BEGIN)) {
      List<String> all = new ArrayList<>(List.of("0"));
      for (int i = 0; i < 3000; i++) {
        all.add(i + "x".repeat(1000));
        log.write(all.getLast() + "\n");
        tails.look();
      }
      assertThat(follower.take().told).isEqualTo(all);
      assertThat(follower.follower.isCut()).isFalse();
    }
  }

  @Test
  void aTruncationWhileCatchingUpIsTold() throws IOException {
    log.write("a line of text\n".repeat(50_000));
    try (TestFollower follower = follow(BEGIN)) {
      follower.keep(follower.follower.catchUp().orElseThrow().event());
      int read = follower.told.size();
      log.truncate();
      log.write("new\n");
      tails.look();
      follower.take();
      assertThat(follower.told.subList(read, follower.told.size()))
          .containsExactly(
              "lost " + (50_000 - read) * 15 + " (TRUNCATED)", "lost (TRUNCATED)", "new");
    }
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
  void namesAreLookedAtAFewAtATime() throws IOException {
    List<TestFollower> followers = new ArrayList<>();
    try {
      for (int i = 0; i < 4 * Limits.LOOKS_PER_NAME_CHECK; i++) {
        followers.add(new TestFollower(tails, root, "later" + i, END));
        followers.getLast().take();
      }
      clock.pass(Limits.MAX_NAME_CHECK_INTERVAL);
      for (int i = 0; i < followers.size(); i++) {
        Files.writeString(directory.resolve("later" + i), "first\n");
      }
      tails.look();
      long found = followers.stream().filter(this::hasSomething).count();
      assertThat(found).isBetween(1L, 5L);
      for (int i = 0; i < Limits.LOOKS_PER_NAME_CHECK; i++) {
        tails.look();
      }
      assertThat(followers).allMatch(this::hasSomething);
    } finally {
      for (TestFollower follower : followers) {
        follower.close();
      }
    }
  }

  private boolean hasSomething(TestFollower follower) {
    try {
      return !follower.take().told.isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void filesAreFollowedApart() throws IOException {
    try (TestLog other = new TestLog(directory, "stderr");
        TestFollower out = follow(END);
        TestFollower err = new TestFollower(tails, root, "stderr", END)) {
      log.write("out\n");
      other.write("err\n");
      assertThat(look(out)).containsExactly("out");
      assertThat(err.take().told).containsExactly("err");
    }
  }

  private static FollowStart at(LineWindow window) {
    return new FollowStart.At(window, LineFilter.ALL);
  }

  private TestFollower follow(FollowStart start) throws IOException {
    return new TestFollower(tails, root, "stdout", start);
  }

  /** Twice, since a new file is gone to only when the old one has been quiet for a while. */
  private List<String> look(TestFollower follower) throws IOException {
    follower.take();
    clock.pass(Duration.ofSeconds(1));
    tails.look();
    clock.pass(Duration.ofSeconds(1));
    tails.look();
    return follower.take().told;
  }

  private LogPosition positionAtEnd() throws IOException {
    try (TestFollower follower = follow(at(new LineWindow(Position.END, -1, 0)))) {
      return follower.take().positions.getLast();
    }
  }

  private List<String> resume(LogPosition position) throws IOException {
    try (TestFollower follower = follow(new FollowStart.After(position))) {
      return follower.take().told;
    }
  }

  /** Of the log, the writer's own left out. */
  private long openDescriptors() throws IOException {
    return openDescriptors(log.path) - 1;
  }

  private static long openDescriptors(Path path) throws IOException {
    long count = 0;
    try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        boolean isLog =
            Files.isSymbolicLink(descriptor)
                && Files.readSymbolicLink(descriptor).equals(path.toRealPath());
        count += isLog ? 1 : 0;
      }
    }
    return count;
  }
}
