package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.databind.ObjectMapper;

/** The list of a driver's files, of which a log that rolls by the minute has left thousands. */
final class DriverSegments implements Comparison {
  /** As many as an answer may have; the live one is {@code stderr-active}. */
  private static final int SEGMENTS = 3000;

  private static final LocalDateTime FIRST = LocalDateTime.of(2026, 11, 20, 3, 56);
  private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm");
  private static final String ACTIVE = "stderr-active";
  private static final int SEGMENT_BYTES = 4096;
  private static final int WARM_UP = 2000;
  private static final int REQUESTS = 1000;
  private static final int SHORT_REQUESTS = 100;

  /**
   * What may be known from the request before.
   *
   * @param isChanged whether the directory changes before each request and has to be listed anew
   */
  private record Directory(String title, boolean isChanged) {
    static final Directory SAME = new Directory("unchanged", false);
    static final Directory CHANGED = new Directory("changed before each", true);

    Metric p50() {
      return new Metric(title + ": median", "ms");
    }

    Metric p99() {
      return new Metric(title + ": p99", "ms");
    }

    Metric cpu() {
      return new Metric(title + ": CPU of the server", "ms a request");
    }
  }

  @Override
  public String name() {
    return "fabric-rolling";
  }

  @Override
  public List<Tool> tools() {
    return List.of();
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    SparkDriver driver = new SparkDriver(options, "segments");
    write(driver.files());
    String path = driver.path("type=rollingdriver&meta=true&filenamePrefix=stderr");
    Samples samples = new Samples();
    try (Server millpond = MillpondServer.start(options, driver.configuration(), "");
        WebClient client = new WebClient(millpond)) {
      int listed = new ObjectMapper().readTree(client.text(path)).path("containerLogMeta").size();
      if (listed != SEGMENTS) {
        throw new IOException(listed + " files were listed instead of " + SEGMENTS);
      }
      for (int round = -1; round < options.rounds(); round++) {
        Samples target = round < 0 ? new Samples() : samples;
        int requests = (int) options.size(round < 0 ? WARM_UP : REQUESTS, SHORT_REQUESTS);
        for (Directory directory : List.of(Directory.SAME, Directory.CHANGED)) {
          measure(millpond, client, path, driver.files(), directory, requests, target);
        }
      }
    }
    return new Result(
        name(),
        "list of a driver with %,d rolled segments".formatted(SEGMENTS),
        samples,
        List.of(
            Goal.atMost("p99 in ms, at most 50", Directory.SAME.p99(), 50),
            Goal.atMost(
                "p99 in ms where the directory has changed, at most 50",
                Directory.CHANGED.p99(),
                50)),
        List.of(
            "Client: the JDK's, one connection, until it has the body as text.",
            "A file is made or removed before each request of the second kind."));
  }

  private static void write(Path directory) throws IOException {
    String text = "x".repeat(SEGMENT_BYTES - 1) + "\n";
    for (int i = 0; i < SEGMENTS - 1; i++) {
      Path segment = directory.resolve("stderr-" + SUFFIX.format(FIRST.plusMinutes(i)));
      if (!Files.exists(segment)) {
        Files.writeString(segment, text);
      }
    }
    Files.writeString(directory.resolve(ACTIVE), text);
  }

  private static void measure(
      Server millpond,
      WebClient client,
      String path,
      Path files,
      Directory directory,
      int requests,
      Samples samples)
      throws IOException, InterruptedException {
    Path another = files.resolve("prelaunch.out");
    Latencies latencies = new Latencies();
    double cpu = millpond.cpuSeconds();
    for (int i = 0; i < requests; i++) {
      if (directory.isChanged() && !Files.deleteIfExists(another)) {
        Files.createFile(another);
      }
      latencies.time(() -> client.text(path));
    }
    cpu = millpond.cpuSeconds() - cpu;
    Files.deleteIfExists(another);
    samples.add(directory.p50(), MillpondServer.NAME, latencies.quantile(0.5));
    samples.add(directory.p99(), MillpondServer.NAME, latencies.quantile(0.99));
    samples.add(directory.cpu(), MillpondServer.NAME, cpu * 1000 / requests);
  }
}
