package io.millpond.logs.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.LineFilter;
import io.millpond.logs.LineWindow;
import io.millpond.logs.LogRoot;
import io.millpond.logs.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One step at a time: the writer writes, the watcher looks, the follower takes. */
abstract class FollowSteps {
  static final FollowStart END = at(LineWindow.last(0));
  static final FollowStart BEGIN = at(LineWindow.ALL);

  @TempDir Path directory;
  final ManualClock clock = new ManualClock();
  final Tails tails = new Tails(clock);
  LogRoot root;
  TestLog log;

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

  static FollowStart at(LineWindow window) {
    return new FollowStart.At(window, LineFilter.ALL);
  }

  TestFollower follow(FollowStart start) throws IOException {
    return new TestFollower(tails, root, "stdout", start);
  }

  /** Twice, since a new file is gone to only when the old one has been quiet for a while. */
  List<String> look(TestFollower follower) throws IOException {
    follower.take();
    clock.pass(Duration.ofSeconds(1));
    tails.look();
    clock.pass(Duration.ofSeconds(1));
    tails.look();
    return follower.take().told;
  }

  LogPosition positionAtEnd() throws IOException {
    try (TestFollower follower = follow(at(new LineWindow(Position.END, -1, 0)))) {
      return follower.take().positions.getLast();
    }
  }

  List<String> resume(LogPosition position) throws IOException {
    try (TestFollower follower = follow(new FollowStart.After(position))) {
      return follower.take().told;
    }
  }

  /** Of the log, the writer's own left out. */
  long openDescriptors() throws IOException {
    return openDescriptors(log.path) - 1;
  }

  static long openDescriptors(Path path) throws IOException {
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
