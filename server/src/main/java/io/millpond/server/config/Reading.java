package io.millpond.server.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a file is read against, and what its later sections refer to. */
final class Reading {
  private final Path directory;
  private final Path root;
  private final Map<String, String> environment;
  private final List<LimitName> limits;
  private final Problems problems;
  private final Set<String> clusterNames = new HashSet<>();

  /**
   * @param directory of the file; relative paths begin here
   * @param root of the file system, for the places that are looked at when no key names them
   * @param limits the bounds that {@code limits} may name
   */
  Reading(
      Path directory,
      Path root,
      Map<String, String> environment,
      List<LimitName> limits,
      Problems problems) {
    this.directory = directory;
    this.root = root;
    this.environment = Map.copyOf(environment);
    this.limits = List.copyOf(limits);
    this.problems = problems;
  }

  Path directory() {
    return directory;
  }

  Path root() {
    return root;
  }

  Map<String, String> environment() {
    return environment;
  }

  List<LimitName> limits() {
    return limits;
  }

  Problems problems() {
    return problems;
  }

  /** Makes the clusters known to the sections that name them. */
  void clusters(List<ClusterConfig> clusters) {
    clusters.forEach(cluster -> clusterNames.add(cluster.name()));
  }

  /** Reads the name of one of the clusters. */
  String clusterName(Value value) {
    String name = value.text();
    if (!clusterNames.contains(name)) {
      String hint =
          Suggestion.of(name, clusterNames).map(n -> " (did you mean " + n + "?)").orElse("");
      throw value.rejected("no cluster is named " + value.shown() + hint);
    }
    return name;
  }
}
