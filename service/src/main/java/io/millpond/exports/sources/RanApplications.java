package io.millpond.exports.sources;

import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.DirectorySearch;
import io.millpond.exports.IdPattern;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The applications of one cluster that patterns match: those that it lists, and those that have
 * left no more than files. For one thread and one export.
 */
final class RanApplications {
  private final ApplicationCluster cluster;
  private final List<IdPattern> patterns;
  private final Wanted wanted;
  private final Found found;
  private final ApplicationSources sources;

  /** Those that have matched nothing yet. */
  private final Set<IdPattern> unmatched;

  RanApplications(
      ApplicationCluster cluster, List<IdPattern> patterns, Wanted wanted, Found found) {
    this.cluster = cluster;
    this.patterns = patterns.stream().distinct().toList();
    this.wanted = wanted;
    this.found = found;
    this.sources = new ApplicationSources(cluster, wanted, found);
    this.unmatched = new HashSet<>(this.patterns);
  }

  /** Adds what is to be searched of them. */
  void add() throws IOException {
    Map<String, Application> listed = new LinkedHashMap<>();
    boolean isListed =
        found.attempt(
            cluster.name(),
            () -> cluster.applications().forEach(one -> listed.putIfAbsent(one.id(), one)));
    for (Application application : listed.values()) {
      // Lists tell cheaply what cannot have written anything within the window.
      if (matches(application.id()) && application.attempts().stream().anyMatch(wanted::wants)) {
        sources.add(application.id());
      }
    }
    Set<String> looked = new HashSet<>(listed.keySet());
    boolean isSearched = addFromDirectories(looked);
    for (IdPattern pattern : patterns) {
      if (pattern.isExact() && !looked.contains(pattern.text()) && sources.add(pattern.text())) {
        unmatched.remove(pattern);
      }
      if (unmatched.contains(pattern) && (pattern.isExact() || (isListed && isSearched))) {
        found.isNotThere(cluster.name() + "/" + pattern.text(), "no application matches");
      }
    }
  }

  /**
   * Adds those that only directories tell of.
   *
   * @param looked the ids that were dealt with, these with them from here on
   * @return whether all directories could be searched
   */
  private boolean addFromDirectories(Set<String> looked) throws IOException {
    if (patterns.stream().allMatch(IdPattern::isExact)) {
      return true;
    }
    DirectorySearch search =
        new DirectorySearch(
            id -> !looked.contains(id) && matches(id), wanted.firstWrite(), found::isCancelled);
    boolean isSearched = found.attempt(cluster.name(), () -> cluster.search(search));
    if (search.failure().isPresent()) {
      found.failed(
          "directories of %s (%d)".formatted(cluster.name(), search.unread()),
          search.failure().get());
    }
    if (search.isCut()) {
      found.isNone(
          "directories of " + cluster.name(),
          "hold more applications than one export looks for, the oldest are left out");
    }
    for (String id : search.ids()) {
      looked.add(id);
      sources.add(id);
    }
    return isSearched && search.failure().isEmpty() && !search.isCut();
  }

  private boolean matches(String id) {
    boolean isMatched = false;
    for (IdPattern pattern : patterns) {
      if (pattern.matches(id)) {
        unmatched.remove(pattern);
        isMatched = true;
      }
    }
    return isMatched;
  }
}
