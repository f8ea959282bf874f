package io.millpond.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last hundred lines of a large file and of one that has no more. */
final class TailOfFile implements Comparison {
  private static final long FULL_BYTES = 10L << 30;
  private static final long SHORT_BYTES = 256L << 20;
  private static final int LINES = 100;
  private static final String LARGE = "large file";
  private static final String SMALL = "100 lines";
  private static final Metric P50 = new Metric("1 connection, median", "ms");
  private static final Metric P99 = new Metric("1 connection, p99", "ms");
  private static final Metric LOADED_RATE = new Metric("16 connections", "requests/s");
  private static final Metric LOADED_P99 = new Metric("16 connections, p99", "ms");

  @Override
  public String name() {
    return "tail";
  }

  @Override
  public List<Tool> tools() {
    return List.of(Tool.WRK, Tool.CURL);
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    Sandbox sandbox = new Sandbox(options.data());
    Path file = large(options);
    String large = String.valueOf(file.getFileName());
    DataFiles.textFile(sandbox.files(), "tail-100.log", (long) LINES * DataFiles.LINE_BYTES);
    Samples samples = new Samples();
    try (Server millpond = MillpondServer.start(options, sandbox.configuration(), "")) {
      check(millpond, large, file);
      for (int round = -1; round < options.rounds(); round++) {
        Samples target = round < 0 ? new Samples() : samples;
        long seconds = options.size(round < 0 ? 8 : 4, 1);
        measure(seconds, millpond, large, LARGE, target);
        measure(seconds, millpond, "tail-100.log", SMALL, target);
      }
    }
    return new Result(
        name(),
        "cursor=END&skip=-100 of a file of %d MiB".formatted(Files.size(file) >> 20),
        samples,
        List.of(
            new Goal(
                "median, at most 3 times that of 100 lines", P50, LARGE, List.of(SMALL), 3, false),
            new Goal("p99 in ms, at most 20", P99, LARGE, List.of(), 20, false),
            new Goal(
                "p99 in ms under 16 connections, at most 20",
                LOADED_P99,
                LARGE,
                List.of(),
                20,
                false)),
        List.of(
            "Millpond runs with -Xmx256m, its default. The answer is compared with tail -n 100 first.",
            "Client: wrk -t1."));
  }

  /** The large file, made where it is not there yet. */
  static Path large(Options options) throws IOException {
    long bytes = options.size(FULL_BYTES, SHORT_BYTES);
    String name = "tail-" + (bytes >> 20) + ".log";
    return DataFiles.textFile(new Sandbox(options.data()).files(), name, bytes);
  }

  private static String path(String file) {
    return Sandbox.read(file) + "?cursor=END&skip=-" + LINES;
  }

  private static void check(Server millpond, String name, Path file)
      throws IOException, InterruptedException {
    String url = "http://127.0.0.1:" + millpond.port() + path(name);
    String answer = Commands.output(List.of(Tool.CURL.path(), "-sSf", url));
    String expected = Commands.output(List.of("tail", "-n", "" + LINES, file.toString()));
    if (!answer.equals(expected)) {
      throw new IOException(
          "not the last lines: %d bytes instead of %d"
              .formatted(
                  answer.getBytes(StandardCharsets.UTF_8).length,
                  expected.getBytes(StandardCharsets.UTF_8).length));
    }
  }

  private static void measure(
      long seconds, Server millpond, String file, String candidate, Samples samples)
      throws IOException, InterruptedException {
    Wrk alone = Wrk.run(millpond.port(), path(file), 1, seconds);
    Wrk loaded = Wrk.run(millpond.port(), path(file), 16, seconds);
    samples.add(P50, candidate, alone.p50());
    samples.add(P99, candidate, alone.p99());
    samples.add(LOADED_RATE, candidate, loaded.requests());
    samples.add(LOADED_P99, candidate, loaded.p99());
  }
}
