package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.AGENT;
import static io.millpond.conformance.GeneratedAgent.CLUSTER;
import static io.millpond.conformance.GeneratedAgent.CONTAINER;
import static io.millpond.conformance.GeneratedAgent.FRAMEWORK;
import static io.millpond.conformance.GeneratedAgent.OTHER_AGENT;
import static io.millpond.conformance.GeneratedAgent.TASK;

import java.util.List;

/** A master's state.json in which ids, names and parts of ids collide on purpose. */
final class GeneratedState {
  private GeneratedState() {}

  static String json() {
    List<String> running =
        List.of(
            task(TASK, "job", "", AGENT, container(CONTAINER)),
            task("job.10", "jobten", "", AGENT, container("run-10")),
            task("amb-1", "amb", "", AGENT, container("run-amb-1")),
            task("amb-2", "amb", "", AGENT, container("run-amb-2")),
            task("twin.run", "twin", "", AGENT, container("run-twin")),
            task("cut.5", "cutter", "", AGENT, container("run-cut-5")),
            task("cut.6", "cutter2", "", AGENT, container("run-cut-6")),
            task("custom.1", "custom", "shared-executor", AGENT, container("run-shared")),
            task("pod.one", "pod-one", "pod-executor", AGENT, nested("run-pod", "child")),
            task("far.7", "far", "", OTHER_AGENT, container("run-far")),
            task("waiting.1", "waiting", "", AGENT, "[]"));
    List<String> completed =
        List.of(
            task("amb-old", "amb", "", AGENT, container("run-amb-old")),
            task("twin.done", "twin", "", AGENT, container("run-twin-done")),
            task("cut", "cutout", "", AGENT, container("run-cut")),
            task("fin.1", "fin", "", AGENT, container("run-fin")));
    List<String> unreachable =
        List.of(task("lost.1", "lost", "", OTHER_AGENT, container("run-lost")));
    return """
    {"id": "%s",
     "slaves": [
       {"id": "%s", "hostname": "10.0.1.11", "port": 5051, "pid": "slave(1)@10.0.1.11:5051"},
       {"id": "%s", "hostname": "10.0.1.12", "port": 5051, "pid": "slave(1)@10.0.1.12:5051"}],
     "frameworks": [{"id": "%s", "name": "marathon", "active": true,
       "tasks": [%s],
       "unreachable_tasks": [%s],
       "completed_tasks": [%s],
       "executors": []}],
     "completed_frameworks": [], "orphan_tasks": [], "unregistered_frameworks": []}
    """
        .formatted(
            CLUSTER,
            AGENT,
            OTHER_AGENT,
            FRAMEWORK,
            String.join(",\n", running),
            String.join(",\n", unreachable),
            String.join(",\n", completed));
  }

  private static String task(
      String id, String name, String executor, String agent, String statuses) {
    return """
    {"id": "%s", "name": "%s", "framework_id": "%s", "executor_id": "%s", "slave_id": "%s", \
    "state": "TASK_RUNNING", "statuses": %s}\
    """
        .formatted(id, name, FRAMEWORK, executor, agent, statuses);
  }

  private static String container(String id) {
    return status("{\"value\": \"" + id + "\"}");
  }

  private static String nested(String parent, String child) {
    return status("{\"value\": \"" + child + "\", \"parent\": {\"value\": \"" + parent + "\"}}");
  }

  private static String status(String containerId) {
    return "[{\"state\": \"TASK_RUNNING\", \"timestamp\": 1772409610.25,"
        + " \"container_status\": {\"container_id\": "
        + containerId
        + "}}]";
  }
}
