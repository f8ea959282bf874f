package io.millpond.server;

import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Together;
import io.millpond.clusters.documents.DocumentSource;
import io.millpond.clusters.events.EventLogs;
import io.millpond.clusters.history.HistoryServer;
import io.millpond.clusters.kubernetes.KubernetesCluster;
import io.millpond.clusters.kubernetes.PodList;
import io.millpond.clusters.kubernetes.Pods;
import io.millpond.clusters.livy.LivyServer;
import io.millpond.clusters.spark.SparkCluster;
import io.millpond.clusters.yarn.YarnCluster;
import io.millpond.logs.SharedFiles;
import io.millpond.server.config.ClusterConfig;
import io.millpond.server.config.Source;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured clusters that run Spark applications, and what is asked beside them. */
final class ApplicationClusters implements AutoCloseable {
  private final SharedFiles files;
  private final List<ApplicationCluster> clusters = new ArrayList<>();
  private final Map<String, HistoryServer> historyServers = new HashMap<>();
  private final Map<String, LivyServer> livyServers = new HashMap<>();

  private ApplicationClusters(SharedFiles files) {
    this(files, List.of());
  }

  /** Owns the clusters from here on. */
  ApplicationClusters(SharedFiles files, List<? extends ApplicationCluster> clusters) {
    this.files = files;
    this.clusters.addAll(clusters);
  }

  /**
   * Opens them.
   *
   * @throws IOException where a directory cannot be opened; nothing is left open then
   */
  static ApplicationClusters open(List<ClusterConfig> configured, SharedFiles files)
      throws IOException {
    ApplicationClusters opened = new ApplicationClusters(files);
    try {
      for (ClusterConfig cluster : configured) {
        opened.add(cluster);
      }
      return opened;
    } catch (IOException | RuntimeException failure) {
      try {
        opened.close();
      } catch (IOException another) {
        failure.addSuppressed(another);
      }
      throw failure;
    }
  }

  private void add(ClusterConfig configured) throws IOException {
    switch (configured) {
      case ClusterConfig.Spark spark -> {
        add(spark.eventLogDirs(), events -> spark(spark, events));
        ask(spark.name(), spark.historyServer());
        askLivy(spark.name(), spark.livy());
      }
      case ClusterConfig.Yarn yarn -> {
        add(yarn.eventLogDirs(), events -> yarn(yarn, events));
        ask(yarn.name(), yarn.historyServer());
        askLivy(yarn.name(), yarn.livy());
      }
      case ClusterConfig.Kubernetes kubernetes -> {
        add(kubernetes.eventLogDirs(), events -> kubernetes(kubernetes, events));
        ask(kubernetes.name(), kubernetes.historyServer());
      }
      case ClusterConfig.Mesos mesos -> {
        // Its workloads are tasks: the DC/OS dialect's.
      }
    }
  }

  /** Opens a cluster over its event logs, which are the cluster's from then on. */
  private interface Opener {
    ApplicationCluster over(EventLogs events) throws IOException;
  }

  private void add(List<Path> eventLogDirs, Opener opener) throws IOException {
    EventLogs events = EventLogs.open(eventLogDirs, files);
    try {
      clusters.add(opener.over(events));
    } catch (IOException | RuntimeException failure) {
      events.close();
      throw failure;
    }
  }

  private ApplicationCluster spark(ClusterConfig.Spark spark, EventLogs events) throws IOException {
    return SparkCluster.open(
        spark.name(), events, spark.workDirs(), spark.driverLogDirs(), spark.master(), files);
  }

  private ApplicationCluster yarn(ClusterConfig.Yarn yarn, EventLogs events) throws IOException {
    YarnCluster.Directories directories =
        new YarnCluster.Directories(
            yarn.nodeManagerLogDirs(),
            yarn.aggregatedLogDirs(),
            yarn.driverLogDirs(),
            yarn.nodeId());
    return YarnCluster.open(yarn.name(), events, directories, yarn.resourceManager(), files);
  }

  private ApplicationCluster kubernetes(ClusterConfig.Kubernetes kubernetes, EventLogs events)
      throws IOException {
    DocumentSource<PodList> pods = Pods.none();
    if (kubernetes.pods().isPresent()) {
      pods =
          switch (kubernetes.pods().get()) {
            case Source.File(Path path) -> Pods.file(path);
            case Source.Url(URI url) ->
                Pods.http(url, kubernetes.podsTokenFile(), kubernetes.podsCaFile());
          };
    }
    try {
      return KubernetesCluster.open(kubernetes.name(), events, pods, kubernetes.podLogDir(), files);
    } catch (IOException | RuntimeException failure) {
      pods.close();
      throw failure;
    }
  }

  private void ask(String cluster, Optional<URI> historyServer) {
    historyServer.ifPresent(url -> historyServers.put(cluster, new HistoryServer(url)));
  }

  private void askLivy(String cluster, Optional<URI> livy) {
    livy.ifPresent(url -> livyServers.put(cluster, new LivyServer(url, cluster)));
  }

  List<ApplicationCluster> clusters() {
    return List.copyOf(clusters);
  }

  /** By the name of their cluster. */
  Map<String, HistoryServer> historyServers() {
    return Map.copyOf(historyServers);
  }

  /** By the name of their cluster. */
  Map<String, LivyServer> livyServers() {
    return Map.copyOf(livyServers);
  }

  @Override
  public void close() throws IOException {
    List<Closeable> all = new ArrayList<>(clusters);
    all.addAll(livyServers.values());
    historyServers.values().forEach(server -> all.add(server::close));
    Together.close(all);
  }
}
