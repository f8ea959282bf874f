package io.millpond.server;

import io.millpond.exports.ClusterDirectory;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.PlatformCluster;
import io.millpond.server.config.DataPlatformConfig;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The platforms that a configuration names, in its order. */
final class ConfiguredClusters implements ClusterDirectory {
  /** By the platform's id, then by the workspace's key. */
  private final Map<String, Map<String, List<PlatformCluster>>> platforms = new LinkedHashMap<>();

  /**
   * @param since when they are said to have been created: the configuration does not tell
   */
  ConfiguredClusters(List<DataPlatformConfig> configured, Instant since) {
    for (DataPlatformConfig platform : configured) {
      Map<String, List<PlatformCluster>> workspaces = new LinkedHashMap<>();
      for (DataPlatformConfig.Workspace workspace : platform.workspaces()) {
        workspaces.put(
            workspace.key(),
            workspace.clusters().stream()
                .map(cluster ->
                    new PlatformCluster(
                        new ClusterRef(platform.id(), workspace.key(), cluster.key()),
                        cluster.name(),
                        cluster.state().name(),
                        since))
                .toList());
      }
      platforms.put(platform.id(), workspaces);
    }
  }

  @Override
  public boolean exists(String platform) {
    return platforms.containsKey(platform);
  }

  @Override
  public List<PlatformCluster> clusters(String platform) {
    return workspaces(platform).values().stream().flatMap(List::stream).toList();
  }

  @Override
  public Optional<List<PlatformCluster>> clusters(String platform, String workspace) {
    return Optional.ofNullable(workspaces(platform).get(workspace));
  }

  @Override
  public Optional<PlatformCluster> find(ClusterRef cluster) {
    return clusters(cluster.platform(), cluster.workspace())
        .flatMap(all -> all.stream().filter(one -> one.ref().equals(cluster)).findFirst());
  }

  private Map<String, List<PlatformCluster>> workspaces(String platform) {
    return platforms.getOrDefault(platform, Map.of());
  }
}
