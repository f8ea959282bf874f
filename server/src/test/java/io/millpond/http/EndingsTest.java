package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EndingsTest {
  private final Endings endings = new Endings();
  private final List<String> done = new ArrayList<>();

  @Test
  void whatCameLastIsDoneFirstAndAllIsDoneOnce() {
    endings.add(() -> done.add("first"));
    endings.add(() -> done.add("second"));
    endings.run();
    endings.run();
    assertThat(done).containsExactly("second", "first");
    endings.add(() -> done.add("late"));
    endings.run();
    assertThat(done).endsWith("first", "late");
  }

  /** Else a place that is not given back were lost, or an answer never ended. */
  @Test
  void aFaultKeepsNothingElseFromBeingDone() {
    endings.add(() -> done.add("first"));
    endings.add(() -> {
      throw new IllegalStateException("a fault");
    });
    endings.run();
    assertThat(done).containsExactly("first");
  }
}
