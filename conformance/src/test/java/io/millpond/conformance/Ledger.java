package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds what a follower received against what was written. */
final class Ledger {
  private Ledger() {}

  /** Every line once, in order, nothing lost and nothing said to be. */
  static void assertExactlyOnce(List<String> written, List<SseEvent> frames) {
    assertThat(losses(frames)).as("losses told").isEmpty();
    assertThat(messages(frames)).isEqualTo(written);
  }

  /** No line twice, none out of order, none invented; where lines are missing a loss is told. */
  static void assertEachLossTold(List<String> written, List<SseEvent> frames) {
    Set<String> seen = new HashSet<>();
    int expected = 0;
    boolean lossTold = false;
    for (SseEvent frame : frames) {
      if (frame.isComment()) {
        lossTold |= isLoss(frame);
        continue;
      }
      String message = frame.message();
      int at = written.indexOf(message);
      if (at < 0) {
        // the end of a line whose beginning went with a truncation
        assertThat(lossTold).as("a piece no line of the ledger: " + Quote.of(message)).isTrue();
        continue;
      }
      assertThat(seen.add(message)).as("twice: " + message).isTrue();
      assertThat(at).as("order at " + message).isGreaterThanOrEqualTo(expected);
      if (at > expected) {
        assertThat(lossTold)
            .as("lines %d to %d are missing and no loss was told", expected, at - 1)
            .isTrue();
      }
      expected = at + 1;
      lossTold = false;
    }
  }

  private static boolean isLoss(SseEvent frame) {
    String comment = frame.comment();
    return comment != null && comment.startsWith("lost ");
  }

  private static List<String> losses(List<SseEvent> frames) {
    List<String> losses = new ArrayList<>();
    for (SseEvent frame : frames) {
      String comment = frame.comment();
      if (comment != null && isLoss(frame)) {
        losses.add(comment);
      }
    }
    return losses;
  }

  private static List<String> messages(List<SseEvent> frames) {
    return frames.stream().filter(frame -> !frame.isComment()).map(SseEvent::message).toList();
  }
}
