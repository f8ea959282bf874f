package io.millpond.logs.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.LineFilter;
import io.millpond.logs.LineWindow;
import io.millpond.logs.LogRoot;
import io.millpond.logs.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A writer that rotates at random moments, a watcher that looks at random moments, followers that
 * come, go and resume at random moments; what was written is the measure of what is delivered.
 */
class FollowLedgerTest {
  private static final int STEPS = 700;
  private static final int ROUNDS = 4;

  enum Rotation {
    NONE,
    RENAME,
    COPY_TRUNCATE,
    DELETE,
    TRUNCATE
  }

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Rotation.class)
  void nothingIsLostOrRepeatedOrLostSilently(Rotation rotation) throws IOException {
    long seed = Seeds.next();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String name = "log" + round;
      try (TestLog log = new TestLog(directory, name);
          LogRoot root = LogRoot.open(directory)) {
        new Run(log, root, rotation, random, Seeds.hint(seed)).go();
      }
    }
  }

  private static final class Run {
    private final TestLog log;
    private final LogRoot root;
    private final ManualClock clock = new ManualClock();
    private final Tails tails = new Tails(clock);
    private final Rotation rotation;
    private final Random random;
    private final String hint;
    private final List<String> written = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private int rotationStep;

    Run(TestLog log, LogRoot root, Rotation rotation, Random random, String hint) {
      this.log = log;
      this.root = root;
      this.rotation = rotation;
      this.random = random;
      this.hint = hint;
    }

    void go() throws IOException {
      TestFollower steady = start(new FollowStart.At(LineWindow.ALL, LineFilter.ALL));
      TestFollower restless = start(new FollowStart.At(LineWindow.ALL, LineFilter.ALL));
      if (rotation == Rotation.TRUNCATE) { // of a text nobody ever saw there is nothing to tell
        write();
        look();
      }
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> write();
          case 3 -> look();
          case 4 -> steady.take();
          case 5 -> restless = comeAgain(restless);
          case 6 -> oneBatch(restless);
          default -> {
            if (rotationStep > 0 || random.nextInt(5) == 0) {
              rotate();
            }
          }
        }
      }
      while (rotationStep > 0) {
        rotate();
      }
      write();
      for (int i = 0; i < 5; i++) {
        clock.pass(Duration.ofSeconds(1));
        look();
        steady.take();
        restless.take();
      }
      told.addAll(restless.told);
      check(steady.told);
      if (rotation != Rotation.DELETE) { // a deleted file is there for those who have it open only
        check(told);
      }
      assertThat(tails.errors()).as(hint).isZero();
      steady.close();
      restless.close();
      tails.close();
    }

    private TestFollower start(FollowStart start) throws IOException {
      return new TestFollower(tails, root, log.path.getFileName().toString(), start);
    }

    private void write() throws IOException {
      while (rotation == Rotation.COPY_TRUNCATE && rotationStep > 0) {
        rotate();
      }
      StringBuilder text = new StringBuilder();
      for (int lines = random.nextInt(20); lines >= 0; lines--) {
        String line = "line " + written.size() + " " + "x".repeat(random.nextInt(200));
        written.add(line);
        text.append(line).append('\n');
      }
      log.write(text.toString());
    }

    private void look() {
      clock.pass(Duration.ofMillis(random.nextInt(100)));
      tails.look();
    }

    private void oneBatch(TestFollower follower) throws IOException {
      follower.follower.catchUp().ifPresent(delivery -> follower.keep(delivery.event()));
    }

    private TestFollower comeAgain(TestFollower gone) throws IOException {
      if (gone.positions.isEmpty()) {
        return gone;
      }
      told.addAll(gone.told);
      gone.close();
      LogPosition last = LogPosition.parse(gone.positions.getLast().toString());
      return start(new FollowStart.After(last));
    }

    private void rotate() throws IOException {
      switch (rotation) {
        case NONE -> {}
        case RENAME -> rename();
        case COPY_TRUNCATE -> copyTruncate();
        case TRUNCATE -> log.truncate();
        case DELETE -> {
          log.delete();
          write();
          look(); // deleted files are found by the open descriptor only: one look each
          log.reopen();
          write();
          for (int i = 0; i < 2; i++) { // seen, and left when it was quiet
            clock.pass(Duration.ofSeconds(1));
            tails.look();
          }
        }
      }
    }

    /** In three steps, of which one is done; the writer goes on meanwhile. */
    private void rename() throws IOException {
      switch (rotationStep++) {
        case 0 -> log.rename(1000);
        case 1 -> {
          if (random.nextBoolean()) {
            Files.createFile(log.path);
          }
        }
        default -> {
          log.reopen();
          rotationStep = 0;
        }
      }
    }

    /** In three steps, of which one is done; what the writer wrote meanwhile would be lost. */
    private void copyTruncate() throws IOException {
      switch (rotationStep++) {
        case 0 -> {
          log.shift(1000);
          byte[] text = Files.readAllBytes(log.path);
          Files.write(log.rotated(1), Arrays.copyOf(text, random.nextInt(text.length + 1)));
        }
        case 1 -> Files.copy(log.path, log.rotated(1), StandardCopyOption.REPLACE_EXISTING);
        default -> {
          log.truncate();
          rotationStep = 0;
        }
      }
    }

    private void checkSame(List<String> delivered) {
      int same = 0;
      while (same < Math.min(delivered.size(), written.size())
          && delivered.get(same).equals(written.get(same))) {
        same++;
      }
      List<String> found = delivered.subList(same, Math.min(same + 3, delivered.size()));
      List<String> wanted = written.subList(same, Math.min(same + 3, written.size()));
      assertThat(found).as(hint + ", from line " + same).isEqualTo(wanted);
    }

    private void check(List<String> delivered) {
      if (rotation != Rotation.TRUNCATE) {
        checkSame(delivered);
        return;
      }
      int expected = 0;
      boolean lossTold = false;
      for (String line : delivered) {
        if (line.startsWith("lost")) {
          lossTold = true;
          continue;
        }
        int number = Integer.parseInt(Arrays.asList(line.split(" ")).get(1));
        assertThat(line).as(hint).isEqualTo(written.get(number));
        assertThat(number).as(hint).isGreaterThanOrEqualTo(expected);
        assertThat(number == expected || lossTold).as(hint + ", line " + expected).isTrue();
        expected = number + 1;
        lossTold = false;
      }
      assertThat(expected).as(hint).isEqualTo(written.size());
    }
  }
}
