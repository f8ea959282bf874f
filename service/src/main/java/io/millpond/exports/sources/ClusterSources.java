package io.millpond.exports.sources;

import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.NamedFiles;
import io.millpond.clusters.StoredFile;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.ContentType;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.IdPattern;
import io.millpond.exports.Platforms;
import io.millpond.exports.search.SearchInput;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an export or a search of a cluster reads: the files and event logs of the applications that
 * are the cluster's now, and its file of events. Safe for use by many threads.
 *
 * <p>Cheap questions come first: an application that cannot have written anything within the window
 * is left out by what lists tell of it, its containers and files are not asked for. What cannot be
 * listed is told as a file that was not read, and takes nothing from the others.
 */
public final class ClusterSources implements Closeable {
  /** What the file of events is called in exports: its path is nobody's business. */
  private static final String EVENTS = "events";

  private final Platforms platforms;
  private final Map<String, ApplicationCluster> clusters;
  private final NamedFiles named;

  /**
   * @param clusters where workloads run; they stay the caller's
   */
  public ClusterSources(Platforms platforms, List<ApplicationCluster> clusters, SharedFiles files) {
    this.platforms = platforms;
    this.clusters =
        clusters.stream().collect(Collectors.toMap(ApplicationCluster::name, Function.identity()));
    this.named = new NamedFiles(files);
  }

  /** The clusters that exports can be made of. */
  public Platforms platforms() {
    return platforms;
  }

  /**
   * What is to be searched for a request, as it is now; empty where the cluster is not configured.
   *
   * @param cancelled asked before each application and container, and within long lists
   * @throws java.io.InterruptedIOException where the thread was interrupted, or it was cancelled;
   *     nothing else is thrown
   */
  public Optional<SearchInput> of(ClusterRef ref, ExportRequest request, BooleanSupplier cancelled)
      throws IOException {
    Optional<Platforms.Cluster> cluster = platforms.cluster(ref);
    return cluster.isEmpty()
        ? Optional.empty()
        : Optional.of(of(cluster.get(), request, cancelled));
  }

  /** The same to its end. */
  public Optional<SearchInput> of(ClusterRef ref, ExportRequest request) throws IOException {
    return of(ref, request, () -> false);
  }

  private SearchInput of(
      Platforms.Cluster cluster, ExportRequest request, BooleanSupplier cancelled)
      throws IOException {
    Wanted wanted = new Wanted(request);
    Found found = new Found(wanted, cancelled);
    boolean anyLogs =
        wanted.wantsLogs(ContentType.DRIVER) || wanted.wantsLogs(ContentType.EXECUTOR);
    if (anyLogs || wanted.wantsEvents()) {
      for (Map.Entry<String, List<IdPattern>> one : patterns(cluster).entrySet()) {
        ran(one.getKey(), one.getValue(), wanted, found);
      }
    }
    if (wanted.wantsEvents() && cluster.events().isPresent()) {
      Path path = cluster.events().get();
      found.attempt(
          EVENTS,
          () -> {
            Optional<StoredFile> file = named.find(path, EVENTS);
            file.map(EventsFile::new).ifPresent(found::add);
          });
    }
    return found.input();
  }

  /** By the names of clusters: an application that several patterns match is one. */
  private static Map<String, List<IdPattern>> patterns(Platforms.Cluster cluster) {
    Map<String, List<IdPattern>> patterns = new LinkedHashMap<>();
    for (Platforms.Logs logs : cluster.logs()) {
      patterns.merge(
          logs.cluster(),
          logs.applications(),
          (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
    }
    return patterns;
  }

  private void ran(String name, List<IdPattern> patterns, Wanted wanted, Found found)
      throws IOException {
    ApplicationCluster cluster = clusters.get(name);
    if (cluster == null) {
      found.isNone(name, "runs no applications");
      return;
    }
    new RanApplications(cluster, patterns, wanted, found).add();
  }

  @Override
  public void close() throws IOException {
    named.close();
  }
}
