package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Limits;
import io.millpond.clusters.documents.CachedDocument;
import io.millpond.clusters.documents.DocumentSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the list of a cluster's pods comes from. */
public final class Pods {
  /** A list is asked for more rarely than a state of Mesos, and kept longer: pods change little. */
  static final DocumentSource.Timing TIMING =
      new DocumentSource.Timing(
          Limits.PODS_FRESH,
          Limits.PODS_MAX_STALE,
          Limits.PODS_RETRY,
          Limits.STATE_CONNECT_TIMEOUT,
          Limits.STATE_FETCH_TIMEOUT);

  private Pods() {}

  /** No pods: applications are known by their event logs only, and have no logs to show. */
  public static DocumentSource<PodList> none() {
    return () -> PodList.NONE;
  }

  /** A saved list, read again when its size, time or identity has changed. */
  public static DocumentSource<PodList> file(Path file) {
    return CachedDocument.file(
        PodList.DOCUMENT, file, PodList::read, TIMING.withFresh(Limits.PODS_FILE_FRESH));
  }

  /**
   * The list of an API server, such as {@code https://kubernetes.default.svc/api/v1/pods}. A URL
   * without a query is asked for pods of Spark applications only.
   *
   * @param url http or https
   * @param tokenFile holds a bearer token, read anew for every request as it is renewed by the hour
   * @param caFile certificates, PEM, one of which must have signed the server's; else those the
   *     Java runtime trusts
   * @throws IOException where the certificates cannot be read
   * @throws IllegalArgumentException where the token would be sent in the clear
   */
  public static DocumentSource<PodList> http(
      URI url, Optional<Path> tokenFile, Optional<Path> caFile) throws IOException {
    return http(url, tokenFile, caFile, PodList.Bounds.DEFAULT, TIMING);
  }

  static DocumentSource<PodList> http(
      URI url,
      Optional<Path> tokenFile,
      Optional<Path> caFile,
      PodList.Bounds bounds,
      DocumentSource.Timing timing)
      throws IOException {
    ApiServer server = ApiServer.of(url, tokenFile, caFile);
    return CachedDocument.http(
        PodList.DOCUMENT, server, json -> PodList.read(json, bounds), timing);
  }
}
