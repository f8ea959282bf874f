package io.millpond.exports;

import java.util.List;

/**
 * On whose behalf a link is read: it is good only as long as one of them may read the cluster.
 *
 * @param cluster whose logs are behind it
 * @param principals of whoever asked for the export
 */
public record LinkOwner(ClusterRef cluster, List<String> principals) {
  public LinkOwner {
    principals = List.copyOf(principals);
  }
}
