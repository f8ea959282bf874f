package io.millpond.clusters.mesos;

import io.millpond.clusters.Limits;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import io.millpond.clusters.documents.JsonDocument;
import io.millpond.clusters.documents.JsonMembers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a state document in one pass, keeping the tasks and nothing else of it: the document of a
 * large cluster has tens of megabytes, most of them about resources.
 *
 * <p>A master lists tasks by framework, an agent by framework and executor; both shapes are read by
 * the same code, as no member means different things in the two:
 *
 * <pre>
 * {"id":…, "pid":"master@… or slave(1)@…",
 *  "frameworks|completed_frameworks": [
 *    {"id":…, "tasks|queued_tasks|unreachable_tasks|completed_tasks": [task],
 *     "executors|completed_executors": [
 *       {"id":…, "container":…, "type":…, "tasks|queued_tasks|completed_tasks": [task]}]}],
 *  "orphan_tasks": [task]}
 * </pre>
 *
 * Members come in any order, so what a task takes from the framework, executor and agent around it
 * is filled in where those end. For one document and one thread.
 */
final class StateReader {
  private static final String DEFAULT_EXECUTOR = "DEFAULT";

  private final MesosState.Bounds bounds;
  private final List<TaskDraft> drafts = new ArrayList<>();
  private final Map<String, String> ids = new LinkedHashMap<>();
  private String documentId = "";
  private boolean ofAgent;
  private boolean sawFrameworks;

  StateReader(MesosState.Bounds bounds) {
    this.bounds = bounds;
  }

  MesosState read(InputStream json) throws IOException {
    new JsonDocument(MesosState.DOCUMENT, bounds.bytes(), bounds.depth())
        .read(json, this::readDocument);
    if (!sawFrameworks) {
      // Whatever this is, an empty cluster it is not: do not tell everybody that tasks are unknown.
      throw new DocumentUnavailableException(MesosState.DOCUMENT, Reason.MALFORMED);
    }
    return assemble();
  }

  private void readDocument(JsonMembers json) throws DocumentUnavailableException {
    json.object(member -> {
      switch (member) {
        case "id" -> documentId = json.text();
        case "pid" -> ofAgent = json.text().startsWith("slave(");
        case "frameworks" -> {
          sawFrameworks |= json.isArray();
          json.array(() -> readFramework(json, false));
        }
        case "completed_frameworks" -> json.array(() -> readFramework(json, true));
        case "orphan_tasks" -> json.array(() -> readTask(json, false));
        default -> json.skip();
      }
    });
  }

  private void readFramework(JsonMembers json, boolean over) throws DocumentUnavailableException {
    int first = drafts.size();
    String[] id = {""};
    json.object(member -> {
      switch (member) {
        case "id" -> id[0] = intern(json.text());
        case "executors" -> json.array(() -> readExecutor(json, over));
        case "completed_executors" -> json.array(() -> readExecutor(json, true));
        default -> readTasks(json, member, over);
      }
    });
    drafts.subList(first, drafts.size()).forEach(task -> task.inFramework(id[0]));
  }

  private void readExecutor(JsonMembers json, boolean over) throws DocumentUnavailableException {
    int first = drafts.size();
    String[] container = {""};
    boolean[] nesting = {false};
    json.object(member -> {
      switch (member) {
        case "container" -> container[0] = intern(json.text());
        case "type" -> nesting[0] = json.text().equals(DEFAULT_EXECUTOR);
        default -> readTasks(json, member, over);
      }
    });
    if (!nesting[0]) {
      drafts.subList(first, drafts.size()).forEach(task -> task.inContainer(container[0]));
    }
  }

  private void readTasks(JsonMembers json, String member, boolean over)
      throws DocumentUnavailableException {
    switch (member) {
      case "tasks", "unreachable_tasks" -> json.array(() -> readTask(json, over));
      case "queued_tasks" -> json.array(() -> readTask(json, over).queued = true);
      case "completed_tasks" -> json.array(() -> readTask(json, true));
      default -> json.skip();
    }
  }

  @SuppressWarnings("CanIgnoreReturnValueSuggester") // Only one caller has more to say of it.
  private TaskDraft readTask(JsonMembers json, boolean over) throws DocumentUnavailableException {
    if (drafts.size() >= bounds.tasks()) {
      throw new DocumentUnavailableException(MesosState.DOCUMENT, Reason.TOO_LARGE);
    }
    TaskDraft task = new TaskDraft(over);
    drafts.add(task);
    json.object(member -> {
      switch (member) {
        case "id" -> task.id = json.text();
        case "name" -> task.name = json.text(Limits.MAX_TASK_NAME_CHARS);
        case "state" -> task.state = intern(json.text(Limits.MAX_TASK_STATE_CHARS));
        case "framework_id" -> task.frameworkId = intern(json.text());
        case "executor_id" -> task.executorId = intern(json.text());
        case "slave_id" -> task.agentId = intern(json.text());
        case "statuses" -> json.array(() -> readStatus(json, task));
        default -> json.skip();
      }
    });
    return task;
  }

  private void readStatus(JsonMembers json, TaskDraft task) throws DocumentUnavailableException {
    double[] timestamp = {Double.NaN};
    List<String> containers = new ArrayList<>();
    json.object(member -> {
      switch (member) {
        case "timestamp" -> timestamp[0] = json.number();
        case "container_status" ->
            json.object(inner -> {
              if (inner.equals("container_id")) {
                readContainer(json, containers, 0);
              } else {
                json.skip();
              }
            });
        default -> json.skip();
      }
    });
    task.status(timestamp[0], containers);
  }

  /** Adds the containers around one, outermost first, and itself. */
  private void readContainer(JsonMembers json, List<String> containers, int depth)
      throws DocumentUnavailableException {
    if (depth == Limits.MAX_CONTAINER_DEPTH) {
      json.skip();
      containers.add(""); // Makes the status unusable: executors choose the ids of containers.
      return;
    }
    String[] value = {""};
    json.object(member -> {
      switch (member) {
        case "value" -> value[0] = intern(json.text());
        case "parent" -> readContainer(json, containers, depth + 1);
        default -> json.skip();
      }
    });
    containers.add(value[0]);
  }

  private MesosState assemble() {
    Optional<String> agentId =
        ofAgent && MesosIds.isValid(documentId) ? Optional.of(documentId) : Optional.empty();
    Map<List<Object>, TaskDraft> latest = new LinkedHashMap<>();
    int ignored = 0;
    for (TaskDraft draft : drafts) {
      agentId.ifPresent(draft::onAgent);
      if (draft.isUsable()) {
        // A framework may use the id of a task again once that is over: the last one is meant.
        latest.merge(
            List.of(draft.completed, draft.frameworkId, draft.id), draft, TaskDraft::laterOf);
      } else {
        ignored++;
      }
    }
    return new MesosState(
        agentId, latest.values().stream().map(TaskDraft::finish).toList(), ignored);
  }

  /** One copy of each id: thousands of tasks share a framework and an agent. */
  private String intern(String id) {
    String known = ids.putIfAbsent(id, id);
    return known == null ? id : known;
  }
}
