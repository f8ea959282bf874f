package io.millpond.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of {@code clusters}: where workloads run, and where their logs lie. */
public sealed interface ClusterConfig {
  /** A name of the user's, unique among the clusters. */
  String name();

  static ClusterConfig read(Section section) {
    String name = section.require("name", Value::text, "");
    String type = section.require("type", v -> v.oneOf("mesos", "yarn", "spark", "kubernetes"), "");
    return switch (type) {
      case "mesos" -> Mesos.read(section, name);
      case "yarn" -> Yarn.read(section, name);
      case "spark" -> Spark.read(section, name);
      case "kubernetes" -> Kubernetes.read(section, name);
      default -> {
        // Without a type the other keys cannot be judged: know them all.
        Mesos.read(section, name);
        Yarn.read(section, name);
        Spark.read(section, name);
        yield Kubernetes.read(section, name);
      }
    };
  }

  /**
   * Apache Mesos.
   *
   * @param state the leading master's {@code /state}, or a saved one
   * @param workDir the work directory of the agent on this node
   * @param agents agent id to the base URL of the Millpond on that node
   */
  record Mesos(String name, Optional<Source> state, Optional<Path> workDir, Map<String, URI> agents)
      implements ClusterConfig {
    public Mesos {
      agents = Map.copyOf(agents);
    }

    static Mesos read(Section section, String name) {
      return new Mesos(
          name,
          section.get("state", Places::source),
          section.get("workDir", Places::directory),
          section.section("agents", agents -> agents.map(Places::baseUrl)).orElse(Map.of()));
    }
  }

  /**
   * Hadoop YARN.
   *
   * @param nodeManagerLogDirs {@code <dir>/<applicationId>/<containerId>/<file>}
   * @param aggregatedLogDirs {@code yarn.nodemanager.remote-app-log-dir}, any layout below it
   * @param eventLogDirs Spark event logs
   * @param nodeId NodeManager id of the local log directories, {@code host:port}
   * @param driverLogDirs consoles of client mode, {@code <dir>/<applicationId>/{stdout,stderr}}
   * @param historyServer Spark's, which answers for jobs and stages
   * @param livy the Livy server that submits to it
   */
  record Yarn(
      String name,
      Optional<URI> resourceManager,
      List<Path> nodeManagerLogDirs,
      List<Path> aggregatedLogDirs,
      List<Path> eventLogDirs,
      Optional<String> nodeId,
      List<Path> driverLogDirs,
      Optional<URI> historyServer,
      Optional<URI> livy)
      implements ClusterConfig {
    public Yarn {
      driverLogDirs = List.copyOf(driverLogDirs);
      nodeManagerLogDirs = List.copyOf(nodeManagerLogDirs);
      aggregatedLogDirs = List.copyOf(aggregatedLogDirs);
      eventLogDirs = List.copyOf(eventLogDirs);
    }

    static Yarn read(Section section, String name) {
      return new Yarn(
          name,
          section.get("resourceManager", Places::baseUrl),
          section.list("nodeManagerLogDirs", Places::directory),
          section.list("aggregatedLogDirs", Places::directorySource),
          section.list("eventLogDirs", Places::directory),
          section.get("nodeId", Yarn::nodeId),
          section.list("driverLogDirs", Places::directory),
          section.get("historyServer", Places::baseUrl),
          section.get("livy", Places::baseUrl));
    }

    private static String nodeId(Value value) {
      String id = value.name();
      if (!id.matches("[^\\s:]+:[0-9]{1,5}")) {
        throw value.rejected(value.shown() + " is not a NodeManager id such as host:45454");
      }
      return id;
    }
  }

  /**
   * Spark standalone.
   *
   * @param workDirs workers' directories, {@code <dir>/<applicationId>/<executor>/{stdout,stderr}}
   * @param driverLogDirs client mode, {@code <dir>/<applicationId>/{stdout,stderr}}
   * @param historyServer Spark's, which answers for jobs and stages
   * @param livy the Livy server that submits to it
   */
  record Spark(
      String name,
      Optional<URI> master,
      List<Path> workDirs,
      List<Path> eventLogDirs,
      List<Path> driverLogDirs,
      Optional<URI> historyServer,
      Optional<URI> livy)
      implements ClusterConfig {
    public Spark {
      workDirs = List.copyOf(workDirs);
      eventLogDirs = List.copyOf(eventLogDirs);
      driverLogDirs = List.copyOf(driverLogDirs);
    }

    static Spark read(Section section, String name) {
      return new Spark(
          name,
          section.get("master", Places::baseUrl),
          section.list("workDirs", Places::directory),
          section.list("eventLogDirs", Places::directory),
          section.list("driverLogDirs", Places::directory),
          section.get("historyServer", Places::baseUrl),
          section.get("livy", Places::baseUrl));
    }
  }

  /**
   * Kubernetes.
   *
   * @param podLogDir the kubelet's pod logs, usually {@code /var/log/pods}
   * @param pods a PodList: which pod is which driver or executor
   * @param historyServer Spark's, which answers for jobs and stages
   * @param podsTokenFile holds the bearer token to ask the API server with
   * @param podsCaFile certificates (PEM) that vouch for the API server's
   */
  record Kubernetes(
      String name,
      Optional<Path> podLogDir,
      Optional<Source> pods,
      List<Path> eventLogDirs,
      Optional<URI> historyServer,
      Optional<Path> podsTokenFile,
      Optional<Path> podsCaFile)
      implements ClusterConfig {
    public Kubernetes {
      eventLogDirs = List.copyOf(eventLogDirs);
    }

    static Kubernetes read(Section section, String name) {
      return new Kubernetes(
          name,
          section.get("podLogDir", Places::directory),
          section.get("pods", Places::source),
          section.list("eventLogDirs", Places::directory),
          section.get("historyServer", Places::baseUrl),
          section.get("podsTokenFile", Places::file),
          section.get("podsCaFile", Places::file));
    }
  }
}
