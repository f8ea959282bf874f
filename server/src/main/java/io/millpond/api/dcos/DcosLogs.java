package io.millpond.api.dcos;

import io.millpond.clusters.mesos.MesosCluster;
import io.millpond.http.Followers;
import io.millpond.journal.Journal;
import io.millpond.logs.SharedFiles;
import io.millpond.logs.follow.Tails;
import java.util.List;

/**
 * What this dialect reads from.
 *
 * @param journal of this node; one without files where it has none
 * @param clusters whose tasks and sandboxes there are
 * @param sharedFiles keeps files open that are downloaded
 * @param tails watch the files that are followed
 * @param followers the streams that are open
 */
public record DcosLogs(
    Journal journal,
    List<MesosCluster> clusters,
    SharedFiles sharedFiles,
    Tails tails,
    Followers followers) {
  public DcosLogs {
    clusters = List.copyOf(clusters);
  }
}
