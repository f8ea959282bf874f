package io.millpond.server;

import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.events.EventLogs;
import io.millpond.clusters.history.HistoryServer;
import io.millpond.clusters.spark.SparkCluster;
import io.millpond.logs.SharedFiles;
import io.millpond.server.config.ClusterConfig;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured clusters that run Spark applications, and their history servers. */
final class ApplicationClusters implements AutoCloseable {
  private final SharedFiles files;
  private final List<ApplicationCluster> clusters = new ArrayList<>();
  private final Map<String, HistoryServer> historyServers = new HashMap<>();

  private ApplicationClusters(SharedFiles files) {
    this.files = files;
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
      opened.close();
      throw failure;
    }
  }

  private void add(ClusterConfig configured) throws IOException {
    switch (configured) {
      case ClusterConfig.Spark spark -> {
        EventLogs events = EventLogs.open(spark.eventLogDirs(), files);
        try {
          clusters.add(
              SparkCluster.open(
                  spark.name(), events, spark.workDirs(), spark.driverLogDirs(), files));
        } catch (IOException | RuntimeException failure) {
          events.close();
          throw failure;
        }
        ask(spark.name(), spark.historyServer());
      }
      case ClusterConfig.Yarn yarn -> ask(yarn.name(), yarn.historyServer());
      case ClusterConfig.Kubernetes kubernetes ->
          ask(kubernetes.name(), kubernetes.historyServer());
      case ClusterConfig.Mesos mesos -> {
        // Its workloads are tasks: the DC/OS dialect's.
      }
    }
  }

  private void ask(String cluster, Optional<URI> historyServer) {
    historyServer.ifPresent(url -> historyServers.put(cluster, new HistoryServer(url)));
  }

  List<ApplicationCluster> clusters() {
    return List.copyOf(clusters);
  }

  /** By the name of their cluster. */
  Map<String, HistoryServer> historyServers() {
    return Map.copyOf(historyServers);
  }

  @Override
  public void close() throws IOException {
    historyServers.values().forEach(HistoryServer::close);
    for (ApplicationCluster cluster : clusters) {
      cluster.close();
    }
  }
}
