package io.millpond.logs.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.Limits;
import io.millpond.logs.LineWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a follower is told of a file that grows. */
class FollowTest extends FollowSteps {
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

  @Test
  void aLookBeforeAnybodyHasJoinedDecidesNothing() throws IOException {
    log.write("one\ntwo\n");
    Tail tail = new Tail(root, "stdout", clock);
    tail.poll(new byte[Limits.MAX_BATCH_BYTES + Limits.MAX_PIECE_BYTES], true);
    Joined joined = tail.join(new Subscription(event -> ByteBuffer.allocate(0), () -> {}));
    assertThat(joined.offset()).isEqualTo(8);
    joined.file().orElseThrow().release();
    tail.close();
  }
}
