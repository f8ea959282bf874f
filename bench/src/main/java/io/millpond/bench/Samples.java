package io.millpond.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The figures of all rounds. Candidate and metric appear in the order they were first measured. */
final class Samples {
  private final Map<Metric, Map<String, List<Double>>> values = new LinkedHashMap<>();

  /** Adds the figure of one round. */
  void add(Metric metric, String candidate, double value) {
    values
        .computeIfAbsent(metric, _ -> new LinkedHashMap<>())
        .computeIfAbsent(candidate, _ -> new ArrayList<>())
        .add(value);
  }

  Set<Metric> metrics() {
    return values.keySet();
  }

  /** Those of whom the metric was measured. */
  Set<String> candidates(Metric metric) {
    return values.getOrDefault(metric, Map.of()).keySet();
  }

  /** One figure a round. */
  List<Double> of(Metric metric, String candidate) {
    return values.getOrDefault(metric, Map.of()).getOrDefault(candidate, List.of());
  }

  /** The quantile, between neighbours linearly; NaN of nothing. */
  static double quantile(List<Double> figures, double quantile) {
    if (figures.isEmpty()) {
      return Double.NaN;
    }
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double at = quantile * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  static double median(List<Double> figures) {
    return quantile(figures, 0.5);
  }

  /** The quantile of many figures, by nearest rank. */
  static double quantile(long[] figures, int count, double quantile) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(figures, count);
    Arrays.sort(sorted);
    return sorted[Math.clamp((long) Math.ceil(quantile * count) - 1, 0, count - 1)];
  }
}
