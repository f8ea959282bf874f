package io.millpond.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GoalTest {
  private static final Metric SPEED = new Metric("speed", "GB/s");
  private static final Metric CPU = new Metric("CPU", "s");

  @Test
  void aRatioIsTakenWithinARound() {
    Samples samples = new Samples();
    // The second round was disturbed: both were a tenth as fast.
    List.of(30.0, 3.0, 20.0).forEach(value -> samples.add(SPEED, MillpondServer.NAME, value));
    List.of(20.0, 2.0, 20.0).forEach(value -> samples.add(SPEED, "peer", value));

    List<Double> figures = Goal.atLeast("", SPEED, 1.5, "peer").figures(samples);

    assertThat(figures).containsExactly(1.5, 1.5, 1.0);
    assertThat(Samples.median(figures)).isEqualTo(1.5);
  }

  @Test
  void theBetterPeerCounts() {
    Samples samples = new Samples();
    for (Metric metric : List.of(SPEED, CPU)) {
      samples.add(metric, MillpondServer.NAME, 8);
      samples.add(metric, "a", 4);
      samples.add(metric, "b", 16);
    }

    assertThat(Goal.atLeast("", SPEED, 1, "a", "b").figures(samples)).containsExactly(0.5);
    assertThat(Goal.atMost("", CPU, 1, "a", "b").figures(samples)).containsExactly(2.0);
  }

  @Test
  void aGoalWithoutAPeerIsAboutTheFigure() {
    Samples samples = new Samples();
    samples.add(CPU, MillpondServer.NAME, 0.3);

    assertThat(Goal.atMost("", CPU, 0.25).figures(samples)).containsExactly(0.3);
  }

  @Test
  void whatIsNotMeasuredIsNotMet() {
    Goal goal = Goal.atMost("", CPU, 1, "peer");

    assertThat(goal.figures(new Samples())).isEmpty();
    assertThat(goal.isMet(Samples.median(List.of()))).isFalse();
  }

  @Test
  void quantiles() {
    assertThat(Samples.quantile(List.of(4.0, 1.0, 3.0, 2.0), 0.25)).isCloseTo(1.75, within(1e-9));
    long[] many = new long[1000];
    for (int i = 0; i < many.length; i++) {
      many[i] = (long) many.length - i;
    }
    assertThat(Samples.quantile(many, many.length, 0.99)).isEqualTo(990);
  }
}
