package io.millpond.clusters.mesos;

import io.millpond.clusters.Cluster;
import io.millpond.clusters.documents.DocumentSource;
import io.millpond.clusters.documents.DocumentUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Mesos cluster as this process sees it: the tasks its state tells of, the sandboxes that lie on
 * this node, and where the other nodes are.
 */
public final class MesosCluster implements Cluster {
  private final String name;
  private final DocumentSource<MesosState> state;
  private final Optional<Sandboxes> sandboxes;
  private final Map<String, URI> agents;

  /**
   * @param state {@link StateSource#none} where the cluster has none configured
   * @param sandboxes empty where this node has no work directory
   * @param agents base URL of the Millpond on each agent's node, by agent id
   */
  public MesosCluster(
      String name,
      DocumentSource<MesosState> state,
      Optional<Sandboxes> sandboxes,
      Map<String, URI> agents) {
    this.name = name;
    this.state = state;
    this.sandboxes = sandboxes;
    this.agents = Map.copyOf(agents);
  }

  @Override
  public String name() {
    return name;
  }

  /** The task that is meant by an id, a name or a piece of an id; see {@link MesosState}. */
  public TaskLookup findTask(String wanted) throws DocumentUnavailableException {
    return state.current().find(wanted);
  }

  /** Where the Millpond of an agent's node answers; empty where none is configured. */
  public Optional<URI> agent(String agentId) {
    return Optional.ofNullable(agents.get(agentId));
  }

  /** The agent ids this node has or has had, see {@link Sandboxes#agentIds}. */
  public List<String> localAgentIds() throws IOException {
    return sandboxes.isPresent() ? sandboxes.get().agentIds() : List.of();
  }

  /** Whether this node has sandboxes. */
  public boolean hasSandboxes() {
    return sandboxes.isPresent();
  }

  /**
   * Where a sandbox is on this node; where it is not here, the place it would have, with {@link
   * SandboxDirectory#found} false.
   *
   * @throws NoSuchFileException where this node has no sandboxes of any agent
   */
  public SandboxDirectory locate(Sandbox sandbox) throws IOException {
    if (sandboxes.isEmpty()) {
      throw new NoSuchFileException(sandbox.containerId());
    }
    return sandboxes.get().locate(sandbox, this::containers);
  }

  /**
   * Where a sandbox nearly always is, without a look whether it is there: below the agent id this
   * node is configured to have. For readers that open a file of it at once, and ask {@link #locate}
   * where there is none; empty where this node has no sandboxes or no configured id.
   */
  public Optional<SandboxDirectory> guess(Sandbox sandbox) {
    return sandboxes.flatMap(one -> one.guess(sandbox));
  }

  /** An unavailable state is no reason to fail: the sandbox is then told to be missing. */
  private List<String> containers(Sandbox sandbox) {
    try {
      return state
          .current()
          .task(sandbox.frameworkId(), sandbox.executorId(), sandbox.podTaskId().orElse(""))
          .filter(task -> isIn(task, sandbox))
          .map(Task::containerIds)
          .orElse(List.of());
    } catch (DocumentUnavailableException e) {
      return List.of();
    }
  }

  /** A task that ran again has another container, whose files were not asked for. */
  private static boolean isIn(Task task, Sandbox sandbox) {
    return !task.containerIds().isEmpty()
        && (sandbox.containerId().equals(Sandbox.LATEST)
            || sandbox.containerId().equals(task.containerIds().getFirst()));
  }
}
