package io.millpond.clusters.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The summaries of all logs, by application and attempt, as they were at some time. */
final class LogView {
  static final LogView EMPTY = new LogView(new HashMap<>(), List.of());

  private final Map<String, NavigableMap<Integer, Summary>> applications;
  private final List<LoggedApplication> newestFirst;

  private LogView(
      Map<String, NavigableMap<Integer, Summary>> applications,
      List<LoggedApplication> newestFirst) {
    this.applications = applications;
    this.newestFirst = newestFirst;
  }

  /**
   * What follows this one, at little cost where little has changed.
   *
   * @param summaries all of them
   * @param changed the ids of the applications of which a summary has come, gone or changed
   * @param ignored is told of each log that does not count, and of the one that does instead
   */
  LogView next(
      Collection<Summary> summaries, Set<String> changed, BiConsumer<Summary, Summary> ignored) {
    Map<String, List<Summary>> told = new HashMap<>();
    for (Summary summary : summaries) {
      if (changed.contains(summary.id())) {
        told.computeIfAbsent(summary.id(), any -> new ArrayList<>()).add(summary);
      }
    }
    Map<String, NavigableMap<Integer, Summary>> next = new HashMap<>(applications);
    next.keySet().removeAll(changed);
    told.forEach((id, logs) -> next.put(id, attempts(logs, ignored)));
    return new LogView(next, list(newestFirst, next, changed));
  }

  /** Only logs of one owner count: whoever can write a log can say that it is of anything. */
  private static NavigableMap<Integer, Summary> attempts(
      List<Summary> logs, BiConsumer<Summary, Summary> ignored) {
    Summary first =
        Collections.min(logs, Comparator.comparing(Summary::log, FoundLog.OWNERS_FIRST));
    NavigableMap<Integer, Summary> attempts = new TreeMap<>();
    for (Summary log : logs) {
      if (log.log().isOfSameOwnerAs(first.log())) {
        attempts.merge(log.attempt(), log, Summary::betterOf);
      } else {
        ignored.accept(log, first);
      }
    }
    return attempts;
  }

  private static List<LoggedApplication> list(
      List<LoggedApplication> before,
      Map<String, NavigableMap<Integer, Summary>> applications,
      Set<String> changed) {
    List<LoggedApplication> list = new ArrayList<>(applications.size());
    for (LoggedApplication application : before) {
      if (!changed.contains(application.id())) {
        list.add(application);
      }
    }
    for (String id : changed) {
      NavigableMap<Integer, Summary> attempts = applications.get(id);
      if (attempts != null) {
        list.add(Summary.application(attempts.values()));
      }
    }
    list.sort(Summary.NEWEST_FIRST);
    return List.copyOf(list);
  }

  /** The logs of an application, by the numbers of its attempts; empty where it is unknown. */
  Map<Integer, Summary> of(String id) {
    return applications.getOrDefault(id, new TreeMap<>());
  }

  /** All applications, newest first. */
  List<LoggedApplication> newestFirst() {
    return newestFirst;
  }
}
