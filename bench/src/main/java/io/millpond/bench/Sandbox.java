package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Mesos agent with one task, whose sandbox holds the text logs of the comparisons. */
final class Sandbox implements LogPlace {
  private static final String CLUSTER = "bbbbbbbb-0000-4000-8000-000000000001";
  private static final String AGENT = CLUSTER + "-S0";
  private static final String FRAMEWORK = CLUSTER + "-0000";
  private static final String TASK = "bench.1";
  private static final String CONTAINER = "cccccccc-0000-4000-8000-000000000001";
  private static final String RUN =
      "frameworks/" + FRAMEWORK + "/executors/" + TASK + "/runs/" + CONTAINER;

  private final Path workDir;
  private final Path state;
  private final Path files;

  /** Lays the agent out below {@code directory}, where it is not there yet. */
  Sandbox(Path directory) throws IOException {
    workDir = directory.resolve("work");
    state = directory.resolve("state.json");
    files = workDir.resolve("slaves").resolve(AGENT).resolve(RUN);
    Files.createDirectories(files);
    Files.writeString(
        state,
        """
        {"id": "%s", "slaves": [{"id": "%s", "hostname": "127.0.0.1", "port": 5051}],
         "frameworks": [{"id": "%s", "name": "bench", "active": true, "tasks": [
           {"id": "%s", "name": "bench", "framework_id": "%s", "executor_id": "", "slave_id": "%s",
            "state": "TASK_RUNNING", "statuses": [{"state": "TASK_RUNNING",
            "container_status": {"container_id": {"value": "%s"}}}]}]}]}
        """
            .formatted(CLUSTER, AGENT, FRAMEWORK, TASK, FRAMEWORK, AGENT, CONTAINER));
  }

  @Override
  public Path files() {
    return files;
  }

  /** The path that reads or follows a file. */
  static String read(String file) {
    return "/system/v1/logs/v2/task/" + RUN + "/" + file;
  }

  @Override
  public String download(String file) {
    return read(file) + "/download";
  }

  @Override
  public String configuration() {
    return """
    node: {id: "%s", journal: []}
    clusters:
      - {name: bench, type: mesos, state: "%s", workDir: "%s"}
    """
        .formatted(AGENT, state, workDir);
  }
}
