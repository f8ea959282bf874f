package io.millpond.clusters.mesos;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** State documents in the words of a test; single quotes stand for double ones. */
final class StateText {
  private StateText() {}

  static MesosState state(String json) throws IOException {
    return state(json, MesosState.Bounds.DEFAULT);
  }

  static MesosState state(String json, MesosState.Bounds bounds) throws IOException {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return MesosState.read(new ByteArrayInputStream(bytes), bounds);
  }

  /** A master's state with one framework, {@code F}. */
  static MesosState master(String liveTasks, String completedTasks) throws IOException {
    return state(
        "{'frameworks':[{'id':'F','tasks':[%s],'completed_tasks':[%s]}]}"
            .formatted(liveTasks, completedTasks));
  }

  /** A command task on agent {@code S} in container {@code c-<id>}. */
  static String task(String id, String name) {
    return task(id, name, status(1, "c-" + id));
  }

  static String task(String id, String name, String statuses) {
    return "{'id':'%s','name':'%s','framework_id':'F','slave_id':'S','executor_id':'','statuses':[%s]}"
        .formatted(id, name, statuses);
  }

  static String status(double timestamp, String container) {
    return "{'timestamp':%s,'container_status':{'container_id':{'value':'%s'}}}"
        .formatted(timestamp, container);
  }
}
