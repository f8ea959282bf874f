package io.millpond.clusters.spark;

import io.millpond.clusters.documents.DocumentService;
import io.millpond.clusters.documents.StandingDocument;
import io.millpond.clusters.documents.Told;
import java.io.Closeable;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The master of a standalone cluster, asked for all it knows ({@code /json/}). Safe for use by many
 * threads.
 */
final class Master implements Closeable {
  private final DocumentService service;
  private final StandingDocument<Told<MasterState>> state;

  Master(DocumentService service) {
    this.service = service;
    this.state = service.document("json/", MasterReader::read);
  }

  /**
   * @param base URL of its web page
   * @param cluster the name of the cluster, for messages
   */
  static Master at(URI base, String cluster, InstantSource clock) {
    return new Master(new DocumentService("master of cluster " + cluster, base, clock));
  }

  /** What it told last; nothing where it has not told anything yet. */
  Accounts accounts() {
    Optional<Told<MasterState>> told = state.latest();
    return told.map(last -> new Accounts(last.document(), last.at())).orElse(Accounts.NONE);
  }

  @Override
  public void close() {
    service.close();
  }
}
