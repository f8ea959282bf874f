package io.millpond.clusters.events;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The summaries of all logs, by application and attempt, as they were at some time. */
final class LogView {
  private final Map<String, NavigableMap<Integer, Summary>> applications = new HashMap<>();
  private volatile @Nullable List<LoggedApplication> newestFirst;

  LogView(Collection<Summary> summaries) {
    for (Summary summary : summaries) {
      summary
          .facts()
          .start()
          .ifPresent(start ->
              applications
                  .computeIfAbsent(start.id(), id -> new TreeMap<>())
                  .merge(summary.attempt(), summary, Summary::betterOf));
    }
  }

  /** The logs of an application, by the numbers of its attempts; empty where it is unknown. */
  Map<Integer, Summary> of(String id) {
    return applications.getOrDefault(id, new TreeMap<>());
  }

  /** All applications, newest first. */
  List<LoggedApplication> newestFirst() {
    List<LoggedApplication> known = newestFirst;
    if (known == null) {
      known =
          applications.values().stream()
              .map(attempts -> Summary.application(attempts.values()))
              .sorted(Summary.NEWEST_FIRST)
              .toList();
      newestFirst = known;
    }
    return known;
  }
}
