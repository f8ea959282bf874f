package io.millpond.clusters.mesos;

import io.millpond.clusters.Limits;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sandboxes below the work directory of this node's agent.
 *
 * <p>An agent that registers anew, as after a change of its attributes, gets a new id and begins a
 * new directory; the sandboxes under its former ids stay until they are collected. So a sandbox is
 * looked for under the configured id first and then under every id this node has had, the newest
 * first. Ids of frameworks and containers are unique, so at most one place has it; only {@link
 * Sandbox#LATEST} may have several, and then the first is the newest.
 *
 * <p>A pod's task has its sandbox at {@code tasks/<task id>}, a link the executor makes to {@code
 * containers/<container id>[/containers/<container id>…]}. Where the link is missing, the directory
 * itself is taken: the published routes call this segment a container id, so it may be one; else
 * the state says which container the task has.
 */
public final class Sandboxes {
  private static final String SLAVES = "slaves";

  /** Tells the containers of a pod's task, outermost first; empty where it is not known. */
  interface Containers {
    List<String> of(Sandbox sandbox);
  }

  private final LogRoot root;
  private final Optional<String> nodeId;

  /**
   * @param root of the work directory, see {@link #openRoot}
   * @param nodeId the agent id this node is configured to have
   */
  public Sandboxes(LogRoot root, Optional<String> nodeId) {
    this.root = root;
    this.nodeId = nodeId.filter(MesosIds::isValid);
  }

  /**
   * Opens a work directory. Agents write absolute links below it, with the path the directory has
   * on their node; that may be the usual one even where it is mounted elsewhere here.
   */
  public static LogRoot openRoot(Path workDir) throws IOException {
    return LogRoot.open(
        workDir, Path.of(SandboxDirectory.VIRTUAL_WORK_DIR), workDir.toAbsolutePath().normalize());
  }

  /**
   * The agent ids this node has directories of: the configured one, then the one the link {@code
   * slaves/latest} leads to, then the last modified first. At most {@link
   * Limits#MAX_AGENT_DIRECTORIES}.
   */
  public List<String> agentIds() throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    if (nodeId.isPresent() && isDirectory(SLAVES + "/" + nodeId.get())) {
      ids.add(nodeId.get());
    }
    List<FileStatus> directories = directories();
    // A link does not tell the name of its target, but that is one of these.
    status(SLAVES + "/" + Sandbox.LATEST)
        .ifPresent(latest ->
            directories.stream()
                .filter(directory -> isSame(directory, latest))
                .forEach(newest -> add(ids, newest)));
    directories.stream()
        .sorted(Comparator.comparing(FileStatus::modified).reversed())
        .limit(Limits.MAX_AGENT_DIRECTORIES)
        .forEach(directory -> add(ids, directory));
    return List.copyOf(ids);
  }

  /**
   * Where a sandbox is; where it is nowhere, the place it would have.
   *
   * @throws NoSuchFileException where this node has no agent directory at all
   */
  SandboxDirectory locate(Sandbox sandbox, Containers containers) throws IOException {
    if (nodeId.isPresent()) {
      // Nearly always here: then the other ids need not be known.
      Optional<String> path = find(sandbox, nodeId.get(), containers);
      if (path.isPresent()) {
        return new SandboxDirectory(root, sandbox, nodeId.get(), path.get(), true);
      }
    }
    List<String> agentIds = agentIds();
    for (String agentId : agentIds) {
      Optional<String> path = find(sandbox, agentId, containers);
      if (path.isPresent()) {
        return new SandboxDirectory(root, sandbox, agentId, path.get(), true);
      }
    }
    if (agentIds.isEmpty()) {
      throw new NoSuchFileException(SLAVES);
    }
    String agentId = agentIds.getFirst();
    return new SandboxDirectory(root, sandbox, agentId, sandbox.path(agentId), false);
  }

  /** Where a sandbox would be below the configured agent id. */
  Optional<SandboxDirectory> guess(Sandbox sandbox) {
    return nodeId.map(id -> new SandboxDirectory(root, sandbox, id, sandbox.path(id), true));
  }

  private Optional<String> find(Sandbox sandbox, String agentId, Containers containers)
      throws IOException {
    String path = sandbox.path(agentId);
    if (isDirectory(path)) {
      return Optional.of(path);
    }
    String run = sandbox.runPath(agentId);
    if (sandbox.podTaskId().isEmpty() || !isDirectory(run)) {
      return Optional.empty();
    }
    String byContainer = run + nested(List.of(sandbox.podTaskId().get()));
    if (isDirectory(byContainer)) {
      return Optional.of(byContainer);
    }
    List<String> chain = containers.of(sandbox);
    if (chain.size() < 2) {
      return Optional.empty();
    }
    String byState = run + nested(chain.subList(1, chain.size()));
    return isDirectory(byState) ? Optional.of(byState) : Optional.empty();
  }

  private static String nested(List<String> containerIds) {
    return "/containers/" + String.join("/containers/", containerIds);
  }

  private List<FileStatus> directories() throws IOException {
    try {
      return root.list(SLAVES).stream().filter(FileStatus::isDirectory).toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  private static void add(Set<String> ids, FileStatus directory) {
    if (!directory.name().equals(Sandbox.LATEST) && MesosIds.isValid(directory.name())) {
      ids.add(directory.name());
    }
  }

  private static boolean isSame(FileStatus a, FileStatus b) {
    return a.device() == b.device() && a.inode() == b.inode();
  }

  private boolean isDirectory(String path) throws IOException {
    return status(path).map(FileStatus::isDirectory).orElse(false);
  }

  /** Empty where the path leads to nothing below the root, by whatever turn it goes astray. */
  private Optional<FileStatus> status(String path) throws IOException {
    try {
      return Optional.of(root.status(path));
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      return Optional.empty(); // Missing, dangling, circular, outside, or beneath a file.
    }
  }
}
