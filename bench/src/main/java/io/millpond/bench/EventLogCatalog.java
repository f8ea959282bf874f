package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The sessions of a workspace, of which thousands of event logs tell. */
final class EventLogCatalog implements Comparison {
  private static final int FULL_LOGS = 10_000;
  private static final int SHORT_LOGS = 500;
  private static final int LOG_BYTES = 180_000;
  private static final int LISTS = 50;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Metric READY = new Metric("cold: from the start to the ready line", "s");
  private static final Metric COLD = new Metric("cold: from the start to all sessions", "s");
  private static final Metric COLD_CPU = new Metric("cold: CPU of the server", "s");
  private static final Metric PAGE = new Metric("again: first page, median", "ms");
  private static final Metric ALL = new Metric("again: all pages, median", "ms");
  private static final Metric ALL_P99 = new Metric("again: all pages, p99", "ms");
  private static final Metric ALL_CPU = new Metric("again: CPU for all pages", "ms");
  private static final Metric PEAK = new Metric("peak resident", "MiB");

  @Override
  public String name() {
    return "fabric-catalog";
  }

  @Override
  public List<Tool> tools() {
    return List.of();
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    int logs = (int) options.size(FULL_LOGS, SHORT_LOGS);
    Path directory = logs(options, logs);
    Samples samples = new Samples();
    for (int round = 0; round < options.rounds(); round++) {
      measure(options, directory, logs, samples);
    }
    return new Result(
        name(),
        "sessions out of %,d event logs of %d KB".formatted(logs, LOG_BYTES / 1000),
        samples,
        List.of(),
        List.of(
            "Each round starts Millpond anew, with nothing but the event logs, which are in the page"
                + " cache. Pages of 1,000 sessions, each with the one before read."));
  }

  private static void measure(Options options, Path directory, int logs, Samples samples)
      throws IOException, InterruptedException {
    String configuration =
        """
        node: {journal: []}
        clusters: [{name: bench, type: yarn, eventLogDirs: ["%s"]}]
        """
            .formatted(directory);
    long began = System.nanoTime();
    try (Server millpond = MillpondServer.start(options, configuration, "");
        WebClient client = new WebClient(millpond)) {
      samples.add(READY, MillpondServer.NAME, (System.nanoTime() - began) / 1e9);
      list(client, logs);
      samples.add(COLD, MillpondServer.NAME, (System.nanoTime() - began) / 1e9);
      double cpu = millpond.cpuSeconds();
      samples.add(COLD_CPU, MillpondServer.NAME, cpu);
      Latencies page = new Latencies();
      Latencies all = new Latencies();
      for (int i = 0; i < LISTS; i++) {
        all.time(() -> list(client, logs));
      }
      cpu = millpond.cpuSeconds() - cpu;
      for (int i = 0; i < LISTS; i++) {
        page.time(() -> client.text(Workspace.SESSIONS));
      }
      samples.add(PAGE, MillpondServer.NAME, page.quantile(0.5));
      samples.add(ALL, MillpondServer.NAME, all.quantile(0.5));
      samples.add(ALL_P99, MillpondServer.NAME, all.quantile(0.99));
      samples.add(ALL_CPU, MillpondServer.NAME, cpu * 1000 / LISTS);
      double peak = ProcessFigures.peakResidentKib(millpond.process()) / 1024;
      samples.add(PEAK, MillpondServer.NAME, peak);
    }
  }

  /** Reads page by page; an error where one session is missing. */
  private static void list(WebClient client, int expected)
      throws IOException, InterruptedException {
    int count = 0;
    String path = Workspace.SESSIONS;
    while (!path.isEmpty()) {
      JsonNode page = MAPPER.readTree(client.text(path));
      count += page.path("value").size();
      String token = page.path("continuationToken").asString("");
      path = token.isEmpty() ? "" : Workspace.SESSIONS + "?continuationToken=" + token;
    }
    if (count != expected) {
      throw new IOException(count + " sessions instead of " + expected);
    }
  }

  /** The event logs, made where they are not there yet. */
  private static Path logs(Options options, int count) throws IOException {
    Path directory = options.data().resolve("events-" + count);
    if (Files.exists(directory)) {
      return directory;
    }
    System.err.printf("making %,d event logs, once%n", count);
    Path part = options.scratch().resolve("events");
    Files.createDirectories(part);
    for (int number = 1; number <= count; number++) {
      EventLog.write(part, number, Workspace.PROPERTIES, LOG_BYTES);
    }
    return Files.move(part, directory);
  }
}
