package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Programs of Hadoop's, on the Java this runs on.
 *
 * @param jars the directory of its jars
 */
record Hadoop(Path jars) {
  private static final String VERSION = "3.5.0";

  /** Fetches it by the wrapper's Maven, where it is not there yet: 75 MB. */
  static Hadoop fetch(Options options) throws IOException, InterruptedException {
    Path jars = options.data().resolve("hadoop-" + VERSION);
    if (!Files.exists(jars)) {
      System.err.println("fetching Hadoop " + VERSION + ", once");
      Path part = options.scratch().resolve("hadoop");
      List<String> command = new ArrayList<>(List.of(options.home().resolve("mvnw").toString()));
      Collections.addAll(command, "-q", "-f", source(options, "pom.xml"));
      command.add("-Dhadoop.version=" + VERSION);
      Collections.addAll(command, "dependency:copy-dependencies", "-DincludeScope=runtime");
      command.add("-DoutputDirectory=" + part);
      Commands.output(command);
      Files.move(part, jars);
    }
    return new Hadoop(jars);
  }

  private static String source(Options options, String file) {
    return options
        .home()
        .resolve("bench")
        .resolve("src")
        .resolve("hadoop")
        .resolve(file)
        .toString();
  }

  String title() {
    return "Hadoop " + VERSION;
  }

  /**
   * The command that runs a class of it.
   *
   * @param configuration the directory of {@code yarn-site.xml}
   */
  List<String> command(Path configuration, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", configuration + ":" + jars + "/*"));
    Collections.addAll(command, arguments);
    return command;
  }

  /**
   * Writes the directory with the configuration files.
   *
   * @param aggregatedLogs the directory of aggregated logs: IFile, compressed
   * @param port of the history server's pages
   * @param rpcPort of the history server
   */
  static Path configure(Path directory, Path aggregatedLogs, int port, int rpcPort)
      throws IOException {
    Files.createDirectories(directory);
    site(directory.resolve("core-site.xml"), List.of("fs.defaultFS", "file:///"));
    site(
        directory.resolve("yarn-site.xml"),
        List.of(
            "yarn.log-aggregation-enable",
            "true",
            "yarn.nodemanager.remote-app-log-dir",
            aggregatedLogs.toUri().toString(),
            "yarn.nodemanager.log-aggregation.compression-type",
            "gz",
            "yarn.log-aggregation.file-formats",
            "IFile",
            "yarn.log-aggregation.file-controller.IFile.class",
            "org.apache.hadoop.yarn.logaggregation.filecontroller.ifile"
                + ".LogAggregationIndexedFileController",
            "yarn.timeline-service.enabled",
            "true",
            "yarn.timeline-service.webapp.address",
            "127.0.0.1:" + port,
            "yarn.timeline-service.address",
            "127.0.0.1:" + rpcPort,
            "yarn.timeline-service.generic-application-history.enabled",
            "true",
            "yarn.timeline-service.store-class",
            "org.apache.hadoop.yarn.server.timeline.MemoryTimelineStore"));
    return directory;
  }

  private static void site(Path file, List<String> namesAndValues) throws IOException {
    StringBuilder text = new StringBuilder("<configuration>\n");
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      text.append("<property><name>").append(namesAndValues.get(i)).append("</name><value>");
      text.append(namesAndValues.get(i + 1)).append("</value></property>\n");
    }
    Files.writeString(file, text.append("</configuration>\n"));
  }

  /**
   * Aggregates the logs of a container.
   *
   * @param aggregatedLogs where to; made in one step, nothing is done where it is there
   */
  void aggregate(Options options, String container, Path nodeLogs, Path aggregatedLogs)
      throws IOException, InterruptedException {
    if (Files.exists(aggregatedLogs)) {
      return;
    }
    System.err.println("aggregating a log, once");
    Path part = options.scratch().resolve("aggregated");
    Path configuration = configure(options.scratch().resolve("hadoop-writer"), part, 0, 0);
    Commands.output(
        command(
            configuration,
            source(options, "WriteAggregate.java"),
            container,
            nodeLogs.toString(),
            "localhost:45454"));
    Files.move(part, aggregatedLogs);
  }
}
