package io.millpond.clusters.mesos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tasks of one kind, live or completed, by id and by name. */
final class TaskIndex {
  private final List<Task> tasks;
  private final Map<String, List<Task>> byId = new HashMap<>();
  private final Map<String, List<Task>> byName = new HashMap<>();

  TaskIndex(List<Task> tasks) {
    this.tasks = tasks;
    for (Task task : tasks) {
      add(byId, task.id(), task);
      add(byName, task.name(), task);
    }
  }

  List<Task> tasks() {
    return tasks;
  }

  List<Task> withId(String id) {
    return byId.getOrDefault(id, List.of());
  }

  List<Task> withName(String name) {
    return byName.getOrDefault(name, List.of());
  }

  List<Task> containing(String piece) {
    return tasks.stream().filter(task -> task.id().contains(piece)).toList();
  }

  private static void add(Map<String, List<Task>> index, String key, Task task) {
    // Nearly every key has one task: a list of one costs a quarter of an ArrayList.
    index.merge(
        key,
        List.of(task),
        (some, more) -> {
          List<Task> all = some instanceof ArrayList<Task> list ? list : new ArrayList<>(some);
          all.addAll(more);
          return all;
        });
  }
}
