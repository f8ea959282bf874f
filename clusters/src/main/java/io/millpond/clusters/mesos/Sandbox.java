package io.millpond.clusters.mesos;

import java.util.Optional;

/**
 * The address of a sandbox within an agent, as the DC/OS agent routes spell it.
 *
 * @param frameworkId the framework
 * @param executorId the executor's id; for a command task the task's
 * @param containerId the outermost container, or {@link #LATEST}
 * @param podTaskId the task within the container where it has a sandbox of its own there
 */
public record Sandbox(
    String frameworkId, String executorId, String containerId, Optional<String> podTaskId) {
  /** Stands for the newest container of an executor: a link the agent keeps. */
  public static final String LATEST = "latest";

  /** For ids known to be good; {@link #of} takes those of a client. */
  public Sandbox {
    MesosIds.requireValid("framework", frameworkId);
    MesosIds.requireValid("executor", executorId);
    MesosIds.requireValid("container", containerId);
    podTaskId.ifPresent(task -> MesosIds.requireValid("task", task));
  }

  /** The sandbox these ids name; empty where one of them can be the name of no directory. */
  public static Optional<Sandbox> of(
      String frameworkId, String executorId, String containerId, Optional<String> podTaskId) {
    if (MesosIds.isValid(frameworkId)
        && MesosIds.isValid(executorId)
        && MesosIds.isValid(containerId)
        && podTaskId.map(MesosIds::isValid).orElse(true)) {
      return Optional.of(new Sandbox(frameworkId, executorId, containerId, podTaskId));
    }
    return Optional.empty();
  }

  /** Directory of the executor's container below the work directory of an agent. */
  String runPath(String agentId) {
    return "slaves/"
        + agentId
        + "/frameworks/"
        + frameworkId
        + "/executors/"
        + executorId
        + "/runs/"
        + containerId;
  }

  /** Directory of the sandbox below the work directory of an agent. */
  String path(String agentId) {
    return runPath(agentId) + podTaskId.map(task -> "/tasks/" + task).orElse("");
  }
}
