package io.millpond.api.dcos;

import io.millpond.clusters.mesos.Sandbox;
import io.millpond.clusters.mesos.Task;
import io.millpond.http.Exchange;
import io.millpond.http.PercentCode;

/**
 * The discovery routes: which task is meant, and where on which agent its files are. The answer is
 * a redirection to the agent route, the query kept as it came.
 */
final class TaskDiscovery {
  private final Sandboxes sandboxes;

  TaskDiscovery(Sandboxes sandboxes) {
    this.sandboxes = sandboxes;
  }

  void browse(Exchange exchange) {
    redirect(exchange, "/files/browse");
  }

  void readDefault(Exchange exchange) {
    redirect(exchange, "/stdout");
  }

  void read(Exchange exchange) {
    redirect(exchange, "/" + PercentCode.encodeSegment(exchange.variable("file")));
  }

  void downloadDefault(Exchange exchange) {
    redirect(exchange, "/stdout/download");
  }

  void download(Exchange exchange) {
    redirect(exchange, "/" + PercentCode.encodeSegment(exchange.variable("file")) + "/download");
  }

  private void redirect(Exchange exchange, String tail) {
    Task task = sandboxes.find(exchange.variable("task"));
    // find() refuses tasks without a container.
    Sandbox sandbox = task.sandbox().orElseThrow();
    StringBuilder location = new StringBuilder("/system/v1/agent/");
    location.append(PercentCode.encodeSegment(task.agentId()));
    location.append("/logs/v2/task/frameworks/");
    location.append(PercentCode.encodeSegment(sandbox.frameworkId()));
    location.append("/executors/").append(PercentCode.encodeSegment(sandbox.executorId()));
    location.append("/runs/").append(PercentCode.encodeSegment(sandbox.containerId()));
    sandbox
        .podTaskId()
        .ifPresent(id -> location.append("/tasks/").append(PercentCode.encodeSegment(id)));
    location.append(tail);
    String query = exchange.query().raw();
    if (!query.isEmpty()) {
      location.append('?').append(query);
    }
    exchange.with("Location", location.toString());
    exchange.sendText(303, "See Other\n");
  }
}
