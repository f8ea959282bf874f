package io.millpond.exports;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Exports of logs: accepted at once, made in the background, kept until their links expire. Safe
 * for use by many threads. Who may ask for what is decided before it gets here.
 */
public interface Exports {
  /**
   * Accepts an export. When this returns it is on record: it goes on, or fails with a reason, even
   * where the process is killed.
   *
   * @param creator who asks
   * @param clusterName for people
   * @param retryToken where it was used before by this caller for this cluster, within 24 hours and
   *     with an equal request, what was accepted then is returned again; a second call while the
   *     first goes on waits for it
   */
  Accepted accept(
      Creator creator,
      ClusterRef cluster,
      String clusterName,
      ExportRequest request,
      Optional<String> retryToken)
      throws Refusal, IOException;

  /** An operation of a platform, by its key. */
  Optional<Operation> operation(String platform, String key) throws IOException;

  /** All operations of a platform that are on record, in no order. */
  List<Operation> operations(String platform) throws IOException;

  /**
   * Cancels an operation; work on it stops within a second, but for a look at a disk or a server
   * that does not answer, which is left behind. One that was cancelled before stays so.
   *
   * @param caller whose it has to be
   */
  Operation cancel(String caller, String platform, String key) throws Refusal, IOException;

  /** On whose behalf a link is read; empty where no link has that secret, or it has expired. */
  Optional<LinkOwner> owner(Link link) throws IOException;

  /**
   * The file behind a link, waiting for it where its export goes on.
   *
   * @param wait at most this long
   */
  LinkAnswer open(Link link, Duration wait) throws IOException, InterruptedException;
}
