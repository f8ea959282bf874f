package io.millpond.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Times of something done again and again, one after the other. */
final class Latencies {
  /** What is timed. */
  interface Action {
    void run() throws IOException, InterruptedException;
  }

  private final List<Double> millis = new ArrayList<>();

  /** Does it and takes its time. */
  void time(Action action) throws IOException, InterruptedException {
    long began = System.nanoTime();
    action.run();
    millis.add((System.nanoTime() - began) / 1e6);
  }

  /** In ms. */
  double quantile(double quantile) {
    return Samples.quantile(millis, quantile);
  }
}
