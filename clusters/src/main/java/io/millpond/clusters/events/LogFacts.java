package io.millpond.clusters.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a log tells.
 *
 * @param start what its application says of itself; without it a log is of no application
 * @param properties that are Millpond's
 * @param end the last that is told of
 * @param executors in the order they were added; empty where they were not asked for
 * @param weightBytes about what this takes of the heap
 */
record LogFacts(
    Optional<LogEvent.Start> start,
    Map<String, String> properties,
    Optional<LogEvent.End> end,
    List<LoggedProcess> executors,
    long weightBytes) {
  static final LogFacts NONE =
      new LogFacts(Optional.empty(), Map.of(), Optional.empty(), List.of(), 0);

  LogFacts {
    properties = Map.copyOf(properties);
    executors = List.copyOf(executors);
  }

  /** What is put in the place of what there is no room for. */
  static final LogFacts LEFT_OUT =
      new LogFacts(Optional.empty(), Map.of(), Optional.empty(), List.of(), -1);

  LogFacts withEnd(Optional<LogEvent.End> newEnd) {
    return new LogFacts(start, properties, newEnd, executors, weightBytes);
  }

  /** The same with what others tell where this does not yet. */
  LogFacts withRestOf(LogFacts others) {
    return new LogFacts(
        start,
        properties.isEmpty() ? others.properties : properties,
        end.isPresent() ? end : others.end,
        executors,
        weightBytes);
  }

  /** The number of the attempt: what the application says goes before what the name says. */
  int attempt(LogName name) {
    return start.map(told -> told.attempt().orElseGet(() -> name.attempt(told.id()))).orElse(1);
  }
}
