package io.millpond.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What is aimed at.
 *
 * @param metric the figure it is about
 * @param candidate whose figure
 * @param peers compared with the best of these in the same round; none for a goal without a peer
 * @param bound of the ratio, or of the figure itself where there is no peer
 * @param isAtLeast whether the bound is the least or the most that is good
 */
record Goal(
    String text,
    Metric metric,
    String candidate,
    List<String> peers,
    double bound,
    boolean isAtLeast) {

  static Goal atLeast(String text, Metric metric, double bound, String... peers) {
    return new Goal(text, metric, MillpondServer.NAME, List.of(peers), bound, true);
  }

  static Goal atMost(String text, Metric metric, double bound, String... peers) {
    return new Goal(text, metric, MillpondServer.NAME, List.of(peers), bound, false);
  }

  /** Of each round, the ratio to the best peer, or the figure itself. */
  List<Double> figures(Samples samples) {
    List<Double> own = samples.of(metric, candidate);
    List<Double> figures = new ArrayList<>();
    for (int round = 0; round < own.size(); round++) {
      double best = Double.NaN;
      for (String peer : peers) {
        List<Double> theirs = samples.of(metric, peer);
        if (round < theirs.size()) {
          best = better(best, theirs.get(round));
        }
      }
      if (peers.isEmpty()) {
        figures.add(own.get(round));
      } else if (!Double.isNaN(best)) {
        figures.add(own.get(round) / best);
      }
    }
    return figures;
  }

  private double better(double best, double next) {
    if (Double.isNaN(best)) {
      return next;
    }
    return isAtLeast ? Math.max(best, next) : Math.min(best, next);
  }

  boolean isMet(double figure) {
    return isAtLeast ? figure >= bound : figure <= bound;
  }
}
