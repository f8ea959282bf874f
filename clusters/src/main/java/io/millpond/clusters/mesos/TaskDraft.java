package io.millpond.clusters.mesos;

import java.util.List;

/** A task while its state document is being read. */
final class TaskDraft {
  final boolean completed;
  String id = "";
  String name = "";
  String state = "";
  String frameworkId = "";
  String executorId = "";
  String agentId = "";
  boolean queued;
  private List<String> containerIds = List.of();
  private double statusTime = Double.NEGATIVE_INFINITY;

  TaskDraft(boolean completed) {
    this.completed = completed;
  }

  /**
   * Takes the containers of a status, outermost first, unless one of a later time has been seen; of
   * equal times, or of a status without one, the last in the document counts.
   */
  void status(double timestamp, List<String> containers) {
    if (containers.isEmpty() || !containers.stream().allMatch(MesosIds::isValid)) {
      return;
    }
    if (!(timestamp < statusTime)) {
      containerIds = List.copyOf(containers);
      statusTime = Double.isNaN(timestamp) ? statusTime : timestamp;
    }
  }

  /** An agent lists tasks by framework, and need not repeat which one it is. */
  void inFramework(String framework) {
    if (frameworkId.isEmpty()) {
      frameworkId = framework;
    }
  }

  /** An executor's container holds its tasks from their launch on, before any status says so. */
  void inContainer(String container) {
    if (containerIds.isEmpty() && !queued && MesosIds.isValid(container)) {
      containerIds = List.of(container);
    }
  }

  void onAgent(String agent) {
    if (agentId.isEmpty()) {
      agentId = agent;
    }
  }

  boolean isUsable() {
    return MesosIds.isValid(id)
        && MesosIds.isValid(frameworkId)
        && MesosIds.isValid(agentId)
        && (executorId.isEmpty() || MesosIds.isValid(executorId));
  }

  static TaskDraft laterOf(TaskDraft first, TaskDraft second) {
    return second.statusTime < first.statusTime ? first : second;
  }

  Task finish() {
    return new Task(
        id,
        name,
        state,
        completed,
        agentId,
        frameworkId,
        executorId.isEmpty() ? id : executorId,
        containerIds);
  }
}
