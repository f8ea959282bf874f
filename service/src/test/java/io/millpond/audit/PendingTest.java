package io.millpond.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that wait: in their order, none lost and none twice. */
class PendingTest {
  @TempDir Path directory;

  private final Pending pending = new Pending();

  @Test
  void linesOfManyAreEachWrittenOnce() throws Exception {
    TestingTrail trail = new TestingTrail(directory);
    int each = 3_000;
    List<Thread> adding;
    try (TrailFile file = trail.open()) {
      adding =
          IntStream.range(0, 4)
              .mapToObj(one -> Thread.ofPlatform().start(() -> add(one, each)))
              .toList();
      for (int taken = 0; taken < 4 * each; ) {
        if (pending.take(file)) {
          taken++;
        } else {
          Thread.onSpinWait();
        }
      }
      assertThat(pending.take(file)).isFalse();
      file.flush();
    }
    for (Thread one : adding) {
      one.join();
    }
    for (int one = 0; one < 4; one++) {
      String name = "\"resource\":\"" + one + " ";
      assertThat(
              trail.lines().stream().filter(line -> line.contains(name)).map(PendingTest::number))
          .containsExactlyElementsOf(IntStream.range(0, each).boxed().toList());
    }
    trail.whole();
  }

  private void add(int one, int each) {
    for (int i = 0; i < each; i++) {
      pending.add(TestingTrail.entry(one + " " + i));
    }
  }

  private static int number(String line) {
    return Integer.parseInt(line.replaceAll(".*\"resource\":\"[0-9] ([0-9]+)\".*", "$1"));
  }

  @Test
  void aLineThatCannotBeMadeLeavesNothing() throws IOException {
    TestingTrail trail = new TestingTrail(directory);
    Entry good = TestingTrail.entry("good");
    // As it would be where there is no memory for it.
    @SuppressWarnings("NullAway")
    Entry bad = new Entry(good.timeMillis(), good.request(), good.asked(), null);
    assertThatThrownBy(() -> pending.add(bad)).isInstanceOf(NullPointerException.class);
    assertThat(pending.isEmpty()).isTrue();
    pending.add(good);
    assertThatThrownBy(() -> pending.add(bad)).isInstanceOf(NullPointerException.class);
    pending.add(good);
    try (TrailFile file = trail.open()) {
      assertThat(Stream.generate(() -> pending.take(file)).takeWhile(more -> more)).hasSize(2);
    }
    assertThat(trail.whole().lines()).isEqualTo(3);
    assertThat(trail.lines()).last().asString().startsWith("{\"seq\":3,").contains("good");
  }

  @Test
  void tellsHowMuchWaitsAndSinceWhen() throws IOException {
    assertThat(pending.isEmpty()).isTrue();
    assertThat(pending.oldestMillis()).isZero();
    Entry entry = TestingTrail.entry("one");
    pending.add(entry);
    int one = pending.bytes();
    pending.add(TestingTrail.entry("two"));
    assertThat(pending.bytes()).isEqualTo(2 * one);
    assertThat(pending.oldestMillis()).isEqualTo(entry.timeMillis());
    try (TrailFile file = new TestingTrail(directory).open()) {
      assertThat(pending.take(file)).isTrue();
      assertThat(pending.bytes()).isZero();
      assertThat(pending.isEmpty()).isFalse();
      assertThat(pending.oldestMillis()).isEqualTo(entry.timeMillis());
      assertThat(Stream.generate(() -> pending.take(file)).takeWhile(more -> more)).hasSize(1);
      assertThat(pending.isEmpty()).isTrue();
      assertThat(pending.oldestMillis()).isZero();
    }
  }
}
