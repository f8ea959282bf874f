package io.millpond.exports;

import java.util.List;
import java.util.Optional;

/**
 * Which platforms there are, their workspaces and the clusters in these. Who may know of them is
 * decided elsewhere. Safe for use by many threads.
 */
public interface ClusterDirectory {
  /** Whether there is a platform of that id. */
  boolean exists(String platform);

  /**
   * The clusters of all workspaces of a platform, in the order they were configured in, so that the
   * first is its default cluster; none where there is no such platform.
   */
  List<PlatformCluster> clusters(String platform);

  /** Those of one workspace, in the same order; empty where there is no such workspace. */
  Optional<List<PlatformCluster>> clusters(String platform, String workspace);

  /** One cluster. */
  Optional<PlatformCluster> find(ClusterRef cluster);
}
