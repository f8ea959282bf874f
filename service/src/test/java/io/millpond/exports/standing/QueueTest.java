package io.millpond.exports.standing;

import static io.millpond.exports.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.exports.Accepted;
import io.millpond.exports.Limits;
import io.millpond.exports.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class QueueTest {
  @TempDir private Path data;
  private final TestingSources sources = new TestingSources(List.of());
  private final TestingClock clock = new TestingClock();

  @AfterEach
  void letGo() {
    sources.gate.release(1000);
  }

  @Test
  void aCallerHasAShareAndWhatIsBeyondItIsRefusedWithoutATrace() throws Exception {
    try (Service service = new Service(data, sources, clock)) {
      sources.holdAll();
      Accepted first = service.accept("oci:alice", Requests.all("0"), Optional.of("t"));
      await().until(sources.gate::hasQueuedThreads);
      for (int i = 1; i < Limits.MAX_UNFINISHED_PER_CALLER; i++) {
        service.accept(Requests.all("" + i));
      }
      assertThatThrownBy(() -> service.accept(Requests.ALL)).hasMessage("TOO_MANY");
      assertThat(service.operations()).hasSize(Limits.MAX_UNFINISHED_PER_CALLER);
      // What was accepted before is not refused.
      assertThat(service.accept("oci:alice", Requests.all("0"), Optional.of("t"))).isEqualTo(first);
      service.accept("oci:bob", Requests.ALL, Optional.empty());
      sources.gate.release(1);
      service.file(first);
      // Its end is told a moment before its place is free.
      await()
          .ignoreExceptionsInstanceOf(Refusal.class)
          .until(() -> service.accept(Requests.ALL), accepted -> true);
      sources.gate.release(1000);
    }
  }

  @Test
  void callersTakeTurns() throws Exception {
    try (Service service = new Service(data, sources, clock)) {
      sources.holdAll();
      List<Accepted> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(service.accept("oci:alice", Requests.all("a" + i), Optional.empty()));
      }
      await().until(() -> sources.asked.size() == Limits.MAX_EXPORTS_AT_ONCE);
      for (String caller : List.of("b", "c")) {
        for (int i = 0; i < 2; i++) {
          all.add(service.accept(caller, Requests.all(caller + i), Optional.empty()));
        }
      }
      for (int asked = sources.asked.size(); asked < all.size(); asked++) {
        int next = asked + 1;
        sources.gate.release(1);
        await().until(() -> sources.asked.size() == next);
      }
      assertThat(sources.asked.subList(2, 8)).containsExactly("a2", "b0", "c0", "a3", "b1", "c1");
      sources.gate.release(1000);
    }
  }

  @Test
  void allTogetherAreBounded() {
    Waiting waiting = new Waiting();
    for (int i = 0; i < Limits.MAX_UNFINISHED; i++) {
      assertThat(waiting.hasRoom("c" + i, 0, 0)).isTrue();
      waiting.add(Entries.of("c" + i));
    }
    assertThat(waiting.hasRoom("another", 0, 0)).isFalse();
  }
}
