package io.millpond.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One of {@code dataPlatforms}: what the AIDP API addresses.
 *
 * @param id its OCID
 */
public record DataPlatformConfig(String id, List<Workspace> workspaces) {
  public DataPlatformConfig {
    workspaces = List.copyOf(workspaces);
  }

  static DataPlatformConfig read(Section section) {
    List<Workspace> workspaces = section.sections("workspaces", Workspace::read);
    section.unique("workspaces", workspaces.stream().map(Workspace::key).toList(), "workspace");
    return new DataPlatformConfig(section.require("id", Value::name, ""), workspaces);
  }

  /** A workspace of the platform. */
  public record Workspace(String key, List<Cluster> clusters) {
    public Workspace {
      clusters = List.copyOf(clusters);
    }

    static Workspace read(Section section) {
      List<Cluster> clusters = section.sections("clusters", Cluster::read);
      section.unique("clusters", clusters.stream().map(Cluster::key).toList(), "cluster");
      return new Workspace(section.require("key", Value::name, ""), clusters);
    }
  }

  /** Cluster states of the AIDP API. */
  public enum ClusterState {
    ACCEPTED,
    CREATING,
    ACTIVE,
    DELETING,
    DELETED,
    FAILED,
    STOPPING,
    STOPPED,
    UPDATING,
    RESTARTING,
    STARTING,
    NETWORK_CONFIGURATION_ATTACH_IN_PROGRESS,
    NETWORK_CONFIGURATION_ATTACH_SUCCESSFUL,
    NETWORK_CONFIGURATION_ATTACH_FAILED,
    NETWORK_CONFIGURATION_DETACH_IN_PROGRESS,
    NETWORK_CONFIGURATION_DETACH_SUCCESSFUL,
    NETWORK_CONFIGURATION_DETACH_FAILED
  }

  /**
   * A cluster of the workspace.
   *
   * @param name default its key
   * @param state default {@link ClusterState#ACTIVE}
   * @param logs what it ran
   * @param events lifecycle events, one JSON object a line; a file that may come later
   */
  public record Cluster(
      String key, String name, ClusterState state, List<Logs> logs, Optional<Path> events) {
    public Cluster {
      logs = List.copyOf(logs);
    }

    static Cluster read(Section section) {
      String key = section.require("key", Value::name, "");
      return new Cluster(
          key,
          section.get("name", Value::text).orElse(key),
          section
              .get("state", value -> value.constant(ClusterState.class, ClusterState::name))
              .orElse(ClusterState.ACTIVE),
          section.sections("logs", Logs::read),
          section.get("events", Places::fileToCome));
    }
  }

  /**
   * Applications of a configured cluster.
   *
   * @param cluster its name
   * @param applications ids or globs of ids
   */
  public record Logs(String cluster, List<String> applications) {
    public Logs {
      applications = List.copyOf(applications);
    }

    static Logs read(Section section) {
      return new Logs(
          section.require("cluster", section.reading()::clusterName, ""),
          section.require("applications", value -> value.list(Value::name), List.of()));
    }
  }
}
