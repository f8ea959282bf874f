package io.millpond.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One service after the other over the same directory, however each of them ends. */
final class Lives implements AutoCloseable {
  private final Path directory = Scratch.create();
  private final List<MillpondProcess> started = new ArrayList<>();

  Path directory() {
    return directory;
  }

  void configure(String text) throws IOException {
    Files.writeString(directory.resolve("millpond.yaml"), text);
  }

  /** Starts the next, and returns where it answers. */
  URI start() {
    MillpondProcess process =
        MillpondProcess.serve(directory, Map.of(), directory.resolve("millpond.yaml"));
    started.add(process);
    return process.awaitReady();
  }

  void kill() {
    started.getLast().kill();
  }

  void stopAndCheck() {
    started.getLast().stopAndCheck();
  }

  @Override
  public void close() {
    started.forEach(MillpondProcess::kill);
    Scratch.delete(directory);
  }
}
