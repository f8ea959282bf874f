package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Following files that are written, rotated, truncated and removed; the writer's ledger decides.
 */
class LiveFileTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  private static final int TOTAL_LINES = 2_000;
  private static final int ROTATE_EVERY = 500;

  private static Path file(String name) {
    return GeneratedAgent.sandbox(SERVER.directory()).resolve(name);
  }

  private static Follower follow(String name, String query, String... headers) {
    return Follower.open(SERVER.base(), SANDBOX + "/" + name + query, headers);
  }

  @ParameterizedTest
  @EnumSource(LogWriter.Rotation.class)
  void aRotationBetweenTwoLinesLosesNothing(LogWriter.Rotation rotation) throws IOException {
    String name = "gentle-" + rotation;
    try (LogWriter writer = new LogWriter(file(name))) {
      writer.lines(40);
      try (Follower follower = follow(name, "")) {
        follower.awaitMessage(writer.lines(40));
        writer.rotate(rotation);
        follower.awaitMessage(writer.lines(3));
        follower.awaitMessage(writer.lines(60));
        writer.rotate(rotation);
        follower.awaitMessage(writer.lines(5));
        follower.assertOrderly();
        if (rotation.keepsTheFile()) { // what came unseen before a truncation may always be told
          assertThat(follower.messages()).isEqualTo(writer.ledger());
        } else {
          Ledger.assertExactlyOnce(writer.ledger(), follower.frames());
        }
      }
    }
  }

  @Test
  void aBusyLogIsRotatedByRenamingAndNothingIsLost() throws Exception {
    try (LogWriter writer = new LogWriter(file("busy-rename"));
        Follower follower = follow("busy-rename", "")) {
      writer.pace(TOTAL_LINES, ROTATE_EVERY, LogWriter.Rotation.RENAME, follower::awaitMessage);
      follower.awaitMessage(writer.ledger().getLast());
      follower.assertOrderly();
      Ledger.assertExactlyOnce(writer.ledger(), follower.frames());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = LogWriter.Rotation.class,
      names = {"COPY_TRUNCATE", "TRUNCATE"})
  void whatATruncationTakesAwayIsTold(LogWriter.Rotation rotation) throws Exception {
    String name = "busy-" + rotation;
    try (LogWriter writer = new LogWriter(file(name));
        Follower follower = follow(name, "")) {
      writer.pace(TOTAL_LINES, ROTATE_EVERY, rotation, follower::awaitMessage);
      follower.awaitMessage(writer.lines(1));
      follower.assertOrderly();
      Ledger.assertEachLossTold(writer.ledger(), follower.frames());
    }
  }

  @Test
  void manyFollowersSeeTheSame() throws IOException {
    try (LogWriter writer = new LogWriter(file("shared"))) {
      writer.lines(10);
      List<Follower> followers =
          new ArrayList<>(IntStream.range(0, 50).mapToObj(i -> follow("shared", "")).toList());
      String last = writer.lines(500);
      for (Follower follower : followers) {
        follower.awaitMessage(last);
        follower.assertOrderly();
        Ledger.assertExactlyOnce(writer.ledger(), follower.frames());
        follower.close();
      }
    }
  }

  @Test
  void theTailFollows() throws IOException {
    try (LogWriter writer = new LogWriter(file("tail"))) {
      writer.lines(100);
      try (Follower follower = follow("tail", "?cursor=END&skip=-10");
          Follower fresh = follow("tail", "?cursor=END")) {
        follower.awaitEvents(10);
        String last = writer.lines(5);
        follower.awaitMessage(last);
        fresh.awaitMessage(last);
        Ledger.assertExactlyOnce(writer.ledger().subList(90, 105), follower.frames());
        Ledger.assertExactlyOnce(writer.ledger().subList(100, 105), fresh.frames());
      }
    }
  }

  @Test
  void linesThatAreSkippedMayBeYetToCome() throws IOException {
    try (LogWriter writer = new LogWriter(file("skipped"))) {
      writer.lines(10);
      try (Follower end = follow("skipped", "?cursor=END&skip=2");
          Follower begin = follow("skipped", "?skip=12")) {
        writer.lines(1);
        String last = writer.lines(4);
        end.awaitMessage(last);
        begin.awaitMessage(last);
        Ledger.assertExactlyOnce(writer.ledger().subList(12, 15), end.frames());
        Ledger.assertExactlyOnce(writer.ledger().subList(12, 15), begin.frames());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?cursor=END", "?cursor=END&skip=-10"})
  void aMissingFileIsAwaited(String query) throws IOException {
    String name = "later" + query.length();
    try (Follower follower = follow(name, query)) {
      assertThat(follower.events()).isEmpty();
      try (LogWriter writer = new LogWriter(file(name))) {
        follower.awaitMessage(writer.lines(3));
        follower.assertOrderly();
        Ledger.assertExactlyOnce(writer.ledger(), follower.frames());
      }
    }
  }

  @Test
  void aMissingSandboxIsAwaited() throws IOException {
    String run = SANDBOX.replace(GeneratedAgent.CONTAINER, "later-run");
    Path directory = file("x").resolveSibling("../later-run").normalize();
    try (Follower follower = Follower.open(SERVER.base(), run + "/stdout")) {
      Files.createDirectories(directory);
      try (LogWriter writer = new LogWriter(directory.resolve("stdout"))) {
        follower.awaitMessage(writer.lines(2));
        Ledger.assertExactlyOnce(writer.ledger(), follower.frames());
      }
    }
  }

  @Test
  void halfALineWaitsForItsEnd() throws IOException {
    try (LogWriter writer = new LogWriter(file("half"));
        Follower follower = follow("half", "")) {
      writer.append("whole\nhal"); // whoever has seen the one has seen the other
      follower.awaitMessage("whole");
      writer.append("f\nnext\n");
      follower.awaitMessage("next");
      assertThat(follower.messages()).containsExactly("whole", "half", "next");
    }
  }

  @Test
  void halfALineThatStaysIsShownAsAPiece() throws IOException {
    try (LogWriter writer = new LogWriter(file("piece"));
        Follower follower = follow("piece", "")) {
      writer.append("par");
      SseEvent first = follower.awaitEvents(1).getFirst();
      assertThat(first.message()).isEqualTo("par");
      assertThat(first.partial()).as(first.data()).isTrue();
      writer.append("tial\n");
      SseEvent second = follower.awaitEvents(2).getLast();
      assertThat(second.message()).isEqualTo("tial");
      assertThat(second.partial()).as(second.data()).isFalse();
      try (Follower resumed = follow("piece", "", "Last-Event-ID: " + first.idOrEmpty())) {
        assertThat(resumed.awaitEvents(1).getFirst().message()).isEqualTo("tial");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = LogWriter.Rotation.class,
      names = {"RENAME"})
  void aFollowerThatDiesResumesAcrossARotation(LogWriter.Rotation rotation) throws IOException {
    try (LogWriter writer = new LogWriter(file("resume"))) {
      writer.lines(30);
      String id;
      try (Follower follower = follow("resume", "")) {
        id = follower.awaitEvents(20).get(19).idOrEmpty();
        follower.abort();
      }
      writer.lines(10);
      writer.rotate(rotation);
      String last = writer.lines(10);
      try (Follower resumed = follow("resume", "?cursor=END&skip=-1", "Last-Event-ID: " + id)) {
        resumed.awaitMessage(last);
        resumed.assertOrderly();
        Ledger.assertExactlyOnce(writer.ledger().subList(20, 50), resumed.frames());
      }
    }
  }

  @Test
  void aFollowerIsToldWhatIsGoneWhenItResumes() throws IOException {
    try (LogWriter writer = new LogWriter(file("gone"))) {
      writer.lines(30);
      String id;
      try (Follower follower = follow("gone", "")) {
        id = follower.awaitEvents(10).get(9).idOrEmpty();
        follower.abort();
      }
      writer.rotate(LogWriter.Rotation.RENAME);
      writer.lines(5);
      writer.rotate(LogWriter.Rotation.RENAME); // the file with the position is replaced
      String last = writer.lines(5);
      try (Follower resumed = follow("gone", "", "Last-Event-ID: " + id)) {
        resumed.awaitMessage(last);
        assertThat(resumed.losses()).as("losses told").isNotEmpty();
        assertThat(resumed.losses())
            .allMatch(loss -> loss.matches("lost .* bytes \\((truncated|rotated|unknown)\\)"));
        Ledger.assertEachLossTold(
            writer.ledger().subList(10, writer.ledger().size()), resumed.frames());
      }
    }
  }

  @Test
  void afterItsLimitAStreamStaysOpen() throws IOException {
    try (LogWriter writer = new LogWriter(file("limited"));
        Follower follower = follow("limited", "?limit=3")) {
      writer.lines(5);
      follower.awaitEvents(3);
      writer.lines(5);
      await()
          .during(Duration.ofMillis(500))
          .atMost(Limits.FOLLOW_TIMEOUT)
          .until(() -> follower.events().size() == 3);
      follower.assertOrderly();
    }
  }

  @Test
  void followersLeaveNoDescriptorBehind() throws IOException {
    try (LogWriter writer = new LogWriter(file("left"))) {
      String first = writer.lines(1);
      follow("left", "").awaitMessage(first).abort();
      int before = settled(Integer.MAX_VALUE);
      for (int i = 0; i < 30; i++) {
        follow("left", "").awaitMessage(first).abort();
      }
      writer.lines(1);
      assertThat(settled(before)).as("open descriptors").isLessThanOrEqualTo(before);
    }
  }

  /** The number of descriptors once it has come down to a bound, or after a while. */
  private static int settled(int bound) {
    try {
      await()
          .atMost(Limits.FOLLOW_TIMEOUT)
          .until(() -> SERVER.process().openDescriptors() <= bound);
    } catch (ConditionTimeoutException e) {
      return SERVER.process().openDescriptors();
    }
    return SERVER.process().openDescriptors();
  }

  @Test
  @Tag("slow")
  void anIdleStreamPings() throws IOException {
    try (LogWriter writer = new LogWriter(file("idle"));
        Follower file = follow("idle", "");
        Follower missing = follow("never-there", "");
        Follower limited = follow("five", "?limit=1");
        Follower component = Follower.open(SERVER.base(), GeneratedAgent.LOGS + "/component")) {
      writer.lines(1);
      for (Follower follower : List.of(file, missing, limited, component)) {
        follower.awaitThat(
            Duration.ofSeconds(40),
            f -> f.comments().stream().filter("ping"::equals).count() >= 2,
            "two pings");
        follower.assertOrderly();
      }
    }
  }
}
