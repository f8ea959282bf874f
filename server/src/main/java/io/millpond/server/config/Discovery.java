package io.millpond.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The configuration of a machine without a configuration file: the usual places that are there.
 *
 * <p>It asks for no credentials. A grant needs a file, and without grants nothing is readable, so
 * requiring credentials would show a newcomer nothing but 401; and nobody else can connect, because
 * it listens on a loopback address. {@link #report} says so.
 *
 * @param configuration what was found, and defaults
 * @param report what was found and what was not, in lines for people
 */
public record Discovery(Configuration configuration, List<String> report) {
  public Discovery {
    report = List.copyOf(report);
  }

  private static final List<String> JOURNALS = List.of("var/log/journal", "run/log/journal");

  static Discovery of(Path root, Map<String, String> environment) {
    List<String> report = new ArrayList<>();
    List<Path> journals = new ArrayList<>();
    for (String place : JOURNALS) {
      look(root.resolve(place), "systemd journal", report).ifPresent(journals::add);
    }
    List<ClusterConfig> clusters = clusters(root, environment, report);
    report.add(
        "no configuration file: listening on "
            + HttpConfig.DEFAULT_HOST
            + " only, and no credentials are asked for");
    NodeConfig node =
        new NodeConfig(HostName.of(root, environment), NodeConfig.Role.AGENT, journals);
    return new Discovery(configuration(node, clusters, environment), report);
  }

  private static List<ClusterConfig> clusters(
      Path root, Map<String, String> environment, List<String> report) {
    List<ClusterConfig> clusters = new ArrayList<>();
    look(root.resolve("var/log/pods"), "Kubernetes pod logs", report)
        .map(dir ->
            new ClusterConfig.Kubernetes(
                "kubernetes",
                Optional.of(dir),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .ifPresent(clusters::add);
    look(root.resolve("var/lib/mesos/slave"), "Mesos sandboxes", report)
        .map(dir -> new ClusterConfig.Mesos("mesos", Optional.empty(), Optional.of(dir), Map.of()))
        .ifPresent(clusters::add);
    sparkWork(root, environment, report)
        .map(dir ->
            new ClusterConfig.Spark(
                "spark",
                Optional.empty(),
                List.of(dir),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty()))
        .ifPresent(clusters::add);
    return clusters;
  }

  private static Optional<Path> sparkWork(
      Path root, Map<String, String> environment, List<String> report) {
    String home = environment.getOrDefault("SPARK_HOME", "");
    if (home.isBlank()) {
      report.add("not set   $SPARK_HOME (Spark standalone work directories)");
      return Optional.empty();
    }
    Path work = Path.of(home).resolve("work");
    Path below = work.isAbsolute() ? root.resolve(Path.of("/").relativize(work)) : work;
    return look(below.toAbsolutePath(), "Spark standalone work directories", report);
  }

  private static Optional<Path> look(Path directory, String what, List<String> report) {
    if (!Files.isDirectory(directory)) {
      report.add("not there " + directory + " (" + what + ")");
      return Optional.empty();
    }
    if (!isReadable(directory)) {
      report.add("no access " + directory + " (" + what + "): this user may not read it");
      return Optional.empty();
    }
    report.add("found     " + directory + " (" + what + ")");
    return Optional.of(directory);
  }

  /** The usual places of journals that are there and readable. */
  static List<Path> journals(Path root) {
    return JOURNALS.stream()
        .map(root::resolve)
        .filter(dir -> Files.isDirectory(dir) && isReadable(dir))
        .toList();
  }

  private static boolean isReadable(Path directory) {
    return Files.isReadable(directory) && Files.isExecutable(directory);
  }

  private static Configuration configuration(
      NodeConfig node, List<ClusterConfig> clusters, Map<String, String> environment) {
    Path data = Configuration.defaultData(environment);
    return new Configuration(
        new HttpConfig(
            HttpConfig.DEFAULT_HOST,
            HttpConfig.DEFAULT_PORT,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of()),
        data,
        Optional.empty(),
        Optional.of(node),
        clusters,
        List.of(),
        List.of(),
        new AuthConfig(
            false,
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            false,
            Optional.empty()),
        new FabricConfig(OptionalLong.empty()),
        new AidpConfig(AidpConfig.DEFAULT_LINK_LIFETIME, Optional.empty()),
        List.of(),
        new LimitsConfig(Map.of()));
  }
}
