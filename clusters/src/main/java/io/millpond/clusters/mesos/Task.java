package io.millpond.clusters.mesos;

import java.util.List;
import java.util.Optional;

/**
 * A task as the state of a master or an agent describes it.
 *
 * @param id unique among the live tasks of its framework
 * @param name as its framework calls it, not unique; empty where unknown
 * @param state such as {@code TASK_RUNNING}; empty where unknown
 * @param completed whether it is over: told by the list it stands in, as an unacknowledged end is
 *     still a live task to Mesos
 * @param agentId the agent it was placed on
 * @param frameworkId its framework
 * @param executorId the executor directory its sandbox is in: its executor's id, for a command task
 *     its own
 * @param containerIds the container of its latest status that has one, after all the containers
 *     that one is in, the outermost first; empty while it has none
 */
public record Task(
    String id,
    String name,
    String state,
    boolean completed,
    String agentId,
    String frameworkId,
    String executorId,
    List<String> containerIds) {

  public Task {
    MesosIds.requireValid("task", id);
    MesosIds.requireValid("agent", agentId);
    MesosIds.requireValid("framework", frameworkId);
    MesosIds.requireValid("executor", executorId);
    containerIds = List.copyOf(containerIds);
    containerIds.forEach(container -> MesosIds.requireValid("container", container));
  }

  /**
   * Whether its container is nested in its executor's: it then has a sandbox of its own inside that
   * one. A task of a custom executor is no pod, it shares the executor's sandbox.
   */
  public boolean isPod() {
    return containerIds.size() > 1;
  }

  /** Where its files are, on its agent; empty while it has no container. */
  public Optional<Sandbox> sandbox() {
    if (containerIds.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Sandbox(
            frameworkId,
            executorId,
            containerIds.getFirst(),
            isPod() ? Optional.of(id) : Optional.empty()));
  }
}
