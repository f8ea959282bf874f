package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Errors of a thread out of many logs in the order of time, against ripgrep's lines in any order.
 */
final class ExportSearch implements Comparison {
  private static final int FILES = 64;
  private static final long FILE_BYTES = 64L << 20;
  private static final long SHORT_FILE_BYTES = 4L << 20;
  private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant NEVER = Instant.parse("2100-01-01T00:00:00Z");
  private static final int WARM_UPS = 3;
  private static final String ONE = MillpondServer.NAME + " on one core";
  private static final String RIPGREP = "rg -i, one thread";
  private static final String RIPGREP_CASE = "rg, one thread";
  private static final Metric RATE = new Metric("whole window", "GB/s");
  private static final Metric TIME = new Metric("whole window, time", "s");
  private static final Metric WINDOW = new Metric("window of 1 %, time", "s");
  private static final Metric GAIN = new Metric("window of 1 %: times faster", "");
  private static final Metric PEAK = new Metric("peak resident", "MiB");

  /** A window takes too little for a few of them to be compiled. */
  private static final int WINDOW_WARM_UPS = 200;

  /** Of each round, beside what takes seconds. */
  private static final int WINDOWS = 20;

  private static final String EXPRESSION =
      "^[0-9-]{10} [0-9:]{8},[0-9]{3} +ERROR +\\[" + ExportLogs.THREAD + "\\] ";

  @Override
  public String name() {
    return "aidp-export";
  }

  @Override
  public List<Tool> tools() {
    return List.of(Tool.RIPGREP);
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    ExportLogs logs =
        ExportLogs.different(options, FILES, options.size(FILE_BYTES, SHORT_FILE_BYTES));
    for (Path file : logs.files()) {
      DataFiles.warm(file);
    }
    Duration hundredth = Duration.between(ExportLogs.FIRST, logs.last()).dividedBy(100);
    Instant middle = ExportLogs.FIRST.plus(hundredth.multipliedBy(50));
    Samples samples = new Samples();
    try (Server two = MillpondServer.start(options, logs.configuration(), "");
        Server one = MillpondServer.startOnOneCore(options, logs.configuration());
        Exporter onTwo = new Exporter(two);
        Exporter onOne = new Exporter(one)) {
      long bytes = logs.bytes();
      check(onTwo, logs);
      windows(onTwo, middle, middle.plus(hundredth), WINDOW_WARM_UPS);
      for (int round = -WARM_UPS; round < options.rounds(); round++) {
        Samples target = round < 0 ? new Samples() : samples;
        measure(MillpondServer.NAME, bytes, seconds(onTwo, EVER, NEVER), target);
        measure(RIPGREP, bytes, Commands.seconds(ripgrep(logs, "-i")), target);
        measure(ONE, bytes, seconds(onOne, EVER, NEVER), target);
        measure(RIPGREP_CASE, bytes, Commands.seconds(ripgrep(logs, "-s")), target);
        double window = windows(onTwo, middle, middle.plus(hundredth), WINDOWS);
        target.add(WINDOW, MillpondServer.NAME, window);
        target.add(
            GAIN, MillpondServer.NAME, target.of(TIME, MillpondServer.NAME).getLast() / window);
      }
      double peak = ProcessFigures.peakResidentKib(two.process()) / 1024;
      samples.add(PEAK, MillpondServer.NAME, peak);
    }
    return new Result(
        name(),
        "errors of a thread out of %,d MiB in %d logs".formatted(logs.bytes() >> 20, FILES),
        samples,
        List.of(
            new Goal(
                "rate on one core, at least 3.5 times rg", RATE, ONE, List.of(RIPGREP), 3.5, true),
            Goal.atLeast("rate on two cores, at least 7 times rg", RATE, 7, RIPGREP),
            Goal.atLeast("a window of 1 %, at least 20 times faster", GAIN, 20)),
        List.of(
            "From the request until the link answers: accepted, searched, merged, written to disk. ripgrep writes to /dev/null and finds first lines only.",
            "A window: the median of %d, of a process that has made %d before."
                .formatted(WINDOWS, WINDOW_WARM_UPS),
            "Exports compare without regard to case, as -i does; without it ripgrep looks for the one"
                + " text it may look for, and is shown beside."));
  }

  private static void measure(String candidate, long bytes, double seconds, Samples samples) {
    samples.add(RATE, candidate, bytes / 1e9 / seconds);
    samples.add(TIME, candidate, seconds);
  }

  private static double seconds(Exporter exporter, Instant from, Instant to)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    exporter.await(exporter.start(from, to));
    return (System.nanoTime() - began) / 1e9;
  }

  /** The median of some of one window. */
  private static double windows(Exporter exporter, Instant from, Instant to, int count)
      throws IOException, InterruptedException {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(seconds(exporter, from, to));
    }
    return Samples.median(all);
  }

  private static List<String> ripgrep(ExportLogs logs, String letters) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Tool.RIPGREP.path(), "-j1", "-N", "--no-filename", letters, EXPRESSION));
    logs.files().forEach(file -> command.add(file.toString()));
    return command;
  }

  /** Both find the same lines. */
  private static void check(Exporter exporter, ExportLogs logs)
      throws IOException, InterruptedException {
    Exporter.Started started = exporter.start(EVER, NEVER);
    exporter.await(started);
    long own = exporter.text(started).lines().filter(line -> line.contains("Z ERROR ")).count();
    long theirs = Commands.output(ripgrep(logs, "-i")).lines().count();
    if (own != theirs || own == 0) {
      throw new IOException(own + " records and " + theirs + " lines");
    }
  }
}
