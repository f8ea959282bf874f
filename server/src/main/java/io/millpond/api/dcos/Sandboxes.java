package io.millpond.api.dcos;

import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.mesos.MesosCluster;
import io.millpond.clusters.mesos.Sandbox;
import io.millpond.clusters.mesos.SandboxDirectory;
import io.millpond.clusters.mesos.Task;
import io.millpond.clusters.mesos.TaskLookup;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tasks and sandboxes of all the Mesos clusters of this node, in this dialect's words. */
final class Sandboxes {
  private final List<MesosCluster> clusters;

  Sandboxes(List<MesosCluster> clusters) {
    this.clusters = List.copyOf(clusters);
  }

  /**
   * The task a client means.
   *
   * @throws Problem 404 where there is none or it has no sandbox yet, 409 where several fit, 500
   *     where no state can be had
   */
  Task find(String wanted) {
    List<TaskLookup.Found> found = new ArrayList<>();
    List<String> candidates = new ArrayList<>();
    Optional<TaskLookup.Unplaced> unplaced = Optional.empty();
    Optional<DocumentUnavailableException> unavailable = Optional.empty();
    for (MesosCluster cluster : clusters) {
      try {
        switch (cluster.findTask(wanted)) {
          case TaskLookup.Found one -> {
            found.add(one);
            candidates.add(one.task().id());
          }
          case TaskLookup.Unplaced one -> unplaced = Optional.of(one);
          case TaskLookup.Ambiguous several -> candidates.addAll(several.ids());
          case TaskLookup.Unknown none -> {}
        }
      } catch (DocumentUnavailableException failure) {
        unavailable = Optional.of(failure);
      }
    }
    if (candidates.size() > 1) {
      throw new Problem(409, String.join("\n", candidates));
    }
    if (found.size() == 1) {
      return found.getFirst().task();
    }
    unavailable.ifPresent(failure -> {
      throw new Problem(500, "unable to get canonical task ID: " + failure.getMessage());
    });
    unplaced.ifPresent(one -> {
      throw Problem.notFound(
          "unable to get canonical task ID: task has no container, its state is "
              + one.task().state());
    });
    throw Problem.notFound("unable to get canonical task ID: task not found");
  }

  /** Whether this node's Mesos agent has, or has had, this id. */
  boolean isLocalAgent(String id) throws IOException {
    for (MesosCluster cluster : clusters) {
      if (cluster.localAgentIds().contains(id)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The sandbox an agent route names, whether it is there or not.
   *
   * @throws NoSuchFileException where this node has no sandboxes, or an id can be no directory
   */
  SandboxDirectory locate(Exchange exchange, boolean pod) throws IOException {
    Sandbox sandbox = named(exchange, pod);
    Optional<SandboxDirectory> missing = Optional.empty();
    for (MesosCluster cluster : clusters) {
      if (cluster.hasSandboxes()) {
        SandboxDirectory directory = cluster.locate(sandbox);
        if (directory.found()) {
          return directory;
        }
        missing = Optional.of(directory);
      }
    }
    return missing.orElseThrow(() -> new NoSuchFileException("sandbox"));
  }

  /** Where the sandbox nearly always is, see {@link MesosCluster#guess}; only with one cluster. */
  Optional<SandboxDirectory> guess(Exchange exchange, boolean pod) throws NoSuchFileException {
    return clusters.size() == 1
        ? clusters.getFirst().guess(named(exchange, pod))
        : Optional.empty();
  }

  private static Sandbox named(Exchange exchange, boolean pod) throws NoSuchFileException {
    return Sandbox.of(
            exchange.variable("framework"),
            exchange.variable("executor"),
            exchange.variable("container"),
            pod ? Optional.of(exchange.variable("task")) : Optional.empty())
        .orElseThrow(() -> new NoSuchFileException("sandbox"));
  }
}
