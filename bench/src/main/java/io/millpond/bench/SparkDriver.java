package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The driver of a Spark application on YARN, whose container's directory holds the log files. */
final class SparkDriver implements LogPlace {
  /** Of the one application. */
  static final String APPLICATION = EventLog.application(1);

  /** Of its driver. */
  static final String CONTAINER = EventLog.container(1);

  /** The log of {@link #whole}. */
  static final String LOG = "stderr";

  private static final long WHOLE_BYTES = 1L << 30;
  private static final long SHORT_WHOLE_BYTES = 64L << 20;

  private final Path home;

  /**
   * Lays the application out, where it is not there yet.
   *
   * @param name what tells it from those of other comparisons
   */
  SparkDriver(Options options, String name) throws IOException {
    home = options.data().resolve("spark-" + name + (options.isShort() ? "-short" : ""));
    Files.createDirectories(files());
    EventLog.write(Files.createDirectories(home.resolve("events")), 1, "", 0);
  }

  /** One with a single log of 1 GiB, as {@link #LOG}. */
  static SparkDriver whole(Options options) throws IOException {
    SparkDriver driver = new SparkDriver(options, "whole");
    DataFiles.sparkLog(driver.files(), LOG, options.size(WHOLE_BYTES, SHORT_WHOLE_BYTES));
    return driver;
  }

  /** The NodeManager's directory. */
  Path nodeLogs() {
    return home.resolve("logs");
  }

  /** Where aggregated logs are, if somebody writes any. */
  Path aggregatedLogs() {
    return home.resolve("aggregated");
  }

  @Override
  public Path files() {
    return nodeLogs().resolve(APPLICATION).resolve(CONTAINER);
  }

  @Override
  public String configuration() {
    return configuration("nodeManagerLogDirs", nodeLogs());
  }

  /** That of a node which has the aggregated logs alone. */
  String aggregatedConfiguration() {
    return configuration("aggregatedLogDirs", aggregatedLogs());
  }

  private String configuration(String key, Path logs) {
    return """
    node: {journal: []}
    clusters:
      - {name: bench, type: yarn, %s: ["%s"], eventLogDirs: ["%s"]}
    workspaces:
      - id: %s
        items:
          - id: %s
            type: Notebook
            livySessions: [{id: %s, cluster: bench, applications: [%s]}]
    """
        .formatted(
            key,
            logs,
            home.resolve("events"),
            Workspace.ID,
            Workspace.NOTEBOOK,
            Workspace.SESSION,
            APPLICATION);
  }

  /** The path of the driver's logs with a query. */
  String path(String query) {
    return Workspace.PATH
        + ("/notebooks/" + Workspace.NOTEBOOK)
        + ("/livySessions/" + Workspace.SESSION)
        + ("/applications/" + APPLICATION + "/logs?" + query);
  }

  @Override
  public String download(String file) {
    return path("type=driver&isDownload=true&fileName=" + file);
  }

  /** The path that downloads a part of a file. */
  String part(String file, long offset, long bytes) {
    return download(file) + "&isPartial=true&offset=" + offset + "&size=" + bytes;
  }
}
