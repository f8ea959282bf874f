package io.millpond.clusters.yarn;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory of aggregated logs of one application. */
final class Aggregates implements AutoCloseable {
  static final String APPLICATION = "application_1700000000000_0042";
  static final String CONTAINER = "container_1700000000000_0042_01_000001";
  static final String OTHER = "container_e17_1700000000000_0042_02_000002";

  private final Path directory;
  private final SharedFiles files = SharedFiles.start();
  private final AggregatedLogs logs;

  Aggregates(Path root) throws IOException {
    directory = Files.createDirectories(root.resolve("alice/bucket-logs/0042/" + APPLICATION));
    logs = new AggregatedLogs(List.of(LogRoot.open(root)), files);
  }

  /** Puts a file there in one step. */
  void write(String name, byte[] bytes) throws IOException {
    Path part = Files.write(directory.resolve(name + ".tmp"), bytes);
    Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  AggregatedLogs logs() {
    return logs;
  }

  Map<String, StoredFile> files(String container) throws IOException {
    return logs.files(
        ContainerId.parse(container, APPLICATION).orElseThrow(), "", true, name -> true);
  }

  /** A file of a container that is there. */
  StoredFile file(String container, String name) throws IOException {
    return Optional.ofNullable(files(container).get(name)).orElseThrow();
  }

  /** The text of a file of a container. */
  String text(String container, String name) throws IOException {
    StoredFile file = file(container, name);
    byte[] bytes = Bytes.from(file.open(), 0);
    if (bytes.length != file.length()) {
      throw new AssertionError(file.length() + " bytes were told of, " + bytes.length + " given");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    logs.close();
    files.close();
  }
}
