package io.millpond.server;

import io.millpond.exports.ClusterDirectory;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.PlatformCluster;
import io.millpond.exports.Platforms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What may be told of the clusters of configured platforms, in the order of the configuration. */
final class ConfiguredClusters implements ClusterDirectory {
  private final Platforms platforms;
  private final Instant since;

  /**
   * @param since when they are said to have been created: the configuration does not tell
   */
  ConfiguredClusters(Platforms platforms, Instant since) {
    this.platforms = platforms;
    this.since = since;
  }

  @Override
  public boolean exists(String platform) {
    return platforms.platform(platform).isPresent();
  }

  @Override
  public List<PlatformCluster> clusters(String platform) {
    return platforms.platform(platform).stream()
        .flatMap(found -> found.workspaces().stream().flatMap(one -> clusters(found, one)))
        .toList();
  }

  @Override
  public Optional<List<PlatformCluster>> clusters(String platform, String workspace) {
    return platforms
        .platform(platform)
        .flatMap(found -> found.workspace(workspace).map(one -> clusters(found, one).toList()));
  }

  private Stream<PlatformCluster> clusters(
      Platforms.Platform platform, Platforms.Workspace workspace) {
    return workspace.clusters().stream()
        .map(one -> told(new ClusterRef(platform.id(), workspace.key(), one.key()), one));
  }

  @Override
  public Optional<PlatformCluster> find(ClusterRef ref) {
    return platforms.cluster(ref).map(cluster -> told(ref, cluster));
  }

  private PlatformCluster told(ClusterRef ref, Platforms.Cluster cluster) {
    return new PlatformCluster(ref, cluster.name(), cluster.state(), since);
  }
}
