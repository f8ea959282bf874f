package io.millpond.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An application of YARN that was tried twice, after the resource manager had been restarted: the
 * recorded one, put down once for each attempt, its containers with an epoch in their ids. The
 * first attempt died: its logs end in the middle, its event log has no end.
 */
final class FabricAttempts {
  static final String APPLICATION = "application_1795147326305_0001";
  private static final String FIXTURE = "yarn-tfile";
  private static final String RECORDED = "container_1795147326305_0001_01_";

  private FabricAttempts() {}

  static String container(int attempt, int number) {
    return "container_e17_1795147326305_0001_%02d_%06d".formatted(attempt, number);
  }

  /** Where the containers' directories are, as they lay on their node. */
  private static Path logs(Path directory) {
    return directory.resolve("attempts/logs");
  }

  private static Path events(Path directory) {
    return directory.resolve("attempts/events");
  }

  static byte[] log(Path directory, int attempt, int number, String file) throws IOException {
    return Files.readAllBytes(
        logs(directory).resolve(APPLICATION).resolve(container(attempt, number)).resolve(file));
  }

  static String eventLog(int attempt) {
    return APPLICATION + "_" + attempt;
  }

  static byte[] eventLog(Path directory, int attempt) throws IOException {
    return Files.readAllBytes(events(directory).resolve(eventLog(attempt)));
  }

  /** On a node that has the containers' directories. */
  static String onTheNode(Path directory) throws IOException {
    write(directory);
    return configuration(directory, "nodeManagerLogDirs", logs(directory));
  }

  /** Where the logs of both attempts are in one compressed aggregate. */
  static String aggregated(Path directory) throws IOException {
    write(directory);
    Path remote = directory.resolve("attempts/remote");
    Path place =
        Files.createDirectories(remote.resolve("root/bucket-logs-tfile/0001/" + APPLICATION));
    SortedMap<String, SortedMap<String, byte[]>> containers = new TreeMap<>();
    for (Path container : list(logs(directory).resolve(APPLICATION))) {
      SortedMap<String, byte[]> files = new TreeMap<>();
      for (Path file : list(container)) {
        files.put(name(file), Files.readAllBytes(file));
      }
      containers.put(name(container), files);
    }
    Files.write(place.resolve("localhost_45454"), GzTFile.of(containers));
    return configuration(directory, "aggregatedLogDirs", remote);
  }

  private static String configuration(Path directory, String key, Path logs) {
    return Configs.node(directory, "gateway", "agent", List.of())
        + """
        clusters:
          - {name: hadoop, type: yarn, %s: [%s], eventLogDirs: [%s]}
        """
            .formatted(key, Configs.quoted(logs), Configs.quoted(events(directory)))
        + FabricCatalog.workspaces("hadoop", List.of(APPLICATION), Optional.empty());
  }

  private static void write(Path directory) throws IOException {
    Path fixture = Fixtures.unpack(FIXTURE, directory);
    Files.createDirectories(events(directory));
    String recorded = Files.readString(fixture.resolve("events").resolve(eventLog(1)));
    String died = recorded.replaceAll("(?m)^.*SparkListenerApplicationEnd.*\n?", "");
    Files.writeString(events(directory).resolve(eventLog(1)), ofAttempt(1, died));
    Files.writeString(events(directory).resolve(eventLog(2)), ofAttempt(2, recorded));
    for (Path container : list(fixture.resolve("logs").resolve(APPLICATION))) {
      int number = Integer.parseInt(name(container).replaceAll(".*_", ""));
      for (int attempt = 1; attempt <= 2; attempt++) {
        Path place = logs(directory).resolve(APPLICATION).resolve(container(attempt, number));
        Files.createDirectories(place);
        for (Path file : list(container)) {
          byte[] bytes = Files.readAllBytes(file);
          String text = ofAttempt(attempt, new String(bytes, StandardCharsets.ISO_8859_1));
          text = attempt == 1 ? text.substring(0, text.length() / 2) : text;
          Files.writeString(place.resolve(name(file)), text, StandardCharsets.ISO_8859_1);
        }
      }
    }
  }

  /** The ids of the containers, and when it was: the second attempt began a minute later. */
  private static String ofAttempt(int attempt, String recorded) {
    String text = recorded.replace(RECORDED, container(attempt, 0).replaceAll("0{6}$", ""));
    return attempt == 1
        ? text
        : text.replace("\"App Attempt ID\":\"1\"", "\"App Attempt ID\":\"2\"")
            .replaceAll("\"Timestamp\":17951473(\\d\\d)", "\"Timestamp\":17951474$1");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }
}
