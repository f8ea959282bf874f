package io.millpond.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A hundred exports asked for at once: how long each waits to be accepted, and for its end. */
final class ExportsAtOnce implements Comparison {
  private static final int EXPORTS = 100;
  private static final int FILES = 16;
  private static final long FILE_BYTES = 16L << 20;
  private static final Metric ACCEPTED = new Metric("until accepted, median", "ms");
  private static final Metric ACCEPTED_MOST = new Metric("until accepted, most", "ms");
  private static final Metric ALL = new Metric("until all have ended", "s");

  @Override
  public String name() {
    return "aidp-many";
  }

  @Override
  public List<Tool> tools() {
    return List.of();
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    ExportLogs logs = ExportLogs.different(options, FILES, FILE_BYTES);
    Samples samples = new Samples();
    try (Server millpond = MillpondServer.start(options, logs.configuration(), "");
        Exporter exporter = new Exporter(millpond)) {
      for (int round = -1; round < options.rounds(); round++) {
        measure(millpond, exporter, logs, round < 0 ? new Samples() : samples);
      }
    }
    return new Result(
        name(),
        "%d exports at once".formatted(EXPORTS),
        samples,
        List.of(Goal.atMost("accepted within 50 ms each", ACCEPTED_MOST, 50)),
        List.of(
            "Each has a window of its own, a hundredth of the logs, and a connection that is open;"
                + " all succeed and are read."));
  }

  private static void measure(Server millpond, Exporter exporter, ExportLogs logs, Samples samples)
      throws IOException, InterruptedException {
    Duration hundredth = Duration.between(ExportLogs.FIRST, logs.last()).dividedBy(EXPORTS);
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < EXPORTS; i++) {
      Instant from = ExportLogs.FIRST.plus(hundredth.multipliedBy(i));
      requests.add(Exporter.request(from, from.plus(hundredth)));
    }
    long began = System.nanoTime();
    List<Burst.Answer> answers = Burst.send(millpond.port(), requests);
    for (Burst.Answer answer : answers) {
      Exporter.Started started = Exporter.started(answer);
      exporter.await(started);
      if (exporter.text(started).isEmpty()) {
        throw new IOException("an empty file");
      }
    }
    List<Double> accepted = answers.stream().map(Burst.Answer::millis).toList();
    samples.add(ACCEPTED, MillpondServer.NAME, Samples.median(accepted));
    samples.add(ACCEPTED_MOST, MillpondServer.NAME, Samples.quantile(accepted, 1));
    samples.add(ALL, MillpondServer.NAME, (System.nanoTime() - began) / 1e9);
  }
}
