package io.millpond.exports;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the AIDP API addresses: platforms, their workspaces and clusters, and what these ran.
 *
 * @param all with different ids
 */
public record Platforms(List<Platform> all) {
  public Platforms {
    all = List.copyOf(all);
  }

  /**
   * A platform.
   *
   * @param id an OCID
   */
  public record Platform(String id, List<Workspace> workspaces) {
    public Platform {
      workspaces = List.copyOf(workspaces);
    }

    /** The workspace of that key. */
    public Optional<Workspace> workspace(String key) {
      return workspaces.stream().filter(one -> one.key().equals(key)).findFirst();
    }
  }

  /** A workspace; its clusters have different keys. */
  public record Workspace(String key, List<Cluster> clusters) {
    public Workspace {
      clusters = List.copyOf(clusters);
    }

    /** The cluster of that key. */
    public Optional<Cluster> cluster(String clusterKey) {
      return clusters.stream().filter(one -> one.key().equals(clusterKey)).findFirst();
    }
  }

  /**
   * A cluster.
   *
   * @param name for people
   * @param state one of AIDP's, such as {@code ACTIVE}
   * @param logs what it ran
   * @param events a file of its lifecycle events, which may come later
   */
  public record Cluster(
      String key, String name, String state, List<Logs> logs, Optional<Path> events) {
    public Cluster {
      logs = List.copyOf(logs);
    }
  }

  /**
   * Applications of a place where workloads run.
   *
   * @param cluster the name that its administrator gave it
   * @param applications any that one of these matches, whenever it came
   */
  public record Logs(String cluster, List<IdPattern> applications) {
    public Logs {
      applications = List.copyOf(applications);
    }
  }

  /** The platform of that id. */
  public Optional<Platform> platform(String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** The cluster that is addressed so. */
  public Optional<Cluster> cluster(ClusterRef ref) {
    return platform(ref.platform())
        .flatMap(platform -> platform.workspace(ref.workspace()))
        .flatMap(workspace -> workspace.cluster(ref.cluster()));
  }
}
