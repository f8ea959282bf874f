package io.millpond.api.aidp;

import io.millpond.exports.ClusterDirectory;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.PlatformCluster;
import java.util.List;
import java.util.Optional;

/** Clusters that are kept in memory; a platform or workspace is there if it has one. */
record TestingDirectory(List<PlatformCluster> all) implements ClusterDirectory {
  @Override
  public boolean exists(String platform) {
    return !clusters(platform).isEmpty();
  }

  @Override
  public List<PlatformCluster> clusters(String platform) {
    return all.stream().filter(one -> one.ref().platform().equals(platform)).toList();
  }

  @Override
  public Optional<List<PlatformCluster>> clusters(String platform, String workspace) {
    return Optional.of(
            clusters(platform).stream()
                .filter(one -> one.ref().workspace().equals(workspace))
                .toList())
        .filter(found -> !found.isEmpty());
  }

  @Override
  public Optional<PlatformCluster> find(ClusterRef cluster) {
    return all.stream().filter(one -> one.ref().equals(cluster)).findFirst();
  }
}
