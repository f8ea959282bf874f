package io.millpond.clusters.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Summaries of all logs, and which of them are of which application. For one thread at a time. */
final class LogIndex {
  /** A log, as it was when its summary was read. */
  record Summary(FoundLog log, LogFacts facts) {
    int attempt() {
      return facts.attempt(log.name());
    }

    static Summary betterOf(Summary one, Summary other) {
      return one.log.isBetterThan(other.log) ? one : other;
    }
  }

  private final Collection<EventDirectory> directories;
  private final SummaryReader reader = new SummaryReader();
  private final Map<FoundLog.Key, Summary> summaries = new LinkedHashMap<>();
  private Map<String, TreeMap<Integer, Summary>> applications = Map.of();

  LogIndex(Collection<EventDirectory> directories) {
    this.directories = directories;
  }

  /** Looks at the directories. */
  void refresh() throws IOException {
    Map<FoundLog.Key, FoundLog> found = new LinkedHashMap<>();
    for (EventDirectory directory : directories) {
      found.putAll(directory.look());
    }
    summaries.keySet().retainAll(found.keySet());
    for (FoundLog log : found.values()) {
      Summary known = summaries.get(log.key());
      if (known == null || !known.log().sameAs(log)) {
        read(log)
            .ifPresentOrElse(
                facts -> summaries.put(log.key(), new Summary(log, facts)),
                () -> summaries.remove(log.key()));
      }
    }
    Map<String, TreeMap<Integer, Summary>> byId = new LinkedHashMap<>();
    for (Summary summary : summaries.values()) {
      summary
          .facts()
          .start()
          .ifPresent(start ->
              byId.computeIfAbsent(start.id(), id -> new TreeMap<>())
                  .merge(summary.attempt(), summary, Summary::betterOf));
    }
    applications = byId;
  }

  private Optional<LogFacts> read(FoundLog log) {
    try {
      return Optional.of(reader.read(log));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The logs of an application, by the numbers of its attempts; empty where it is unknown. */
  SortedMap<Integer, Summary> of(String id) {
    return new TreeMap<>(applications.getOrDefault(id, new TreeMap<>()));
  }

  /** Summaries of all applications, newest first. */
  List<LoggedApplication> applications() {
    List<LoggedApplication> all = new ArrayList<>();
    applications.forEach((id, attempts) -> all.add(application(id, attempts.values())));
    all.sort(
        Comparator.comparing(LogIndex::newest).thenComparing(LoggedApplication::id).reversed());
    return all;
  }

  private static java.time.Instant newest(LoggedApplication application) {
    LoggedAttempt last = application.attempts().getLast();
    return last.start().orElse(last.lastWritten());
  }

  /**
   * An application as its logs tell of it.
   *
   * @param attempts in ascending order, at least one
   */
  static LoggedApplication application(String id, Collection<Summary> attempts) {
    List<Summary> all = List.copyOf(attempts);
    Summary newest = all.getLast();
    LogEvent.Start start = newest.facts().start().orElseThrow();
    return new LoggedApplication(
        id,
        start.name(),
        start.user(),
        newest.facts().properties(),
        all.stream().map(LogIndex::attempt).toList());
  }

  private static LoggedAttempt attempt(Summary summary) {
    LogFacts facts = summary.facts();
    LogEvent.Start start = facts.start().orElseThrow();
    return new LoggedAttempt(
        summary.attempt(),
        start.time(),
        facts.end().flatMap(LogEvent.End::time),
        facts.end().map(LogEvent.End::exitCode).orElse(java.util.OptionalInt.empty()),
        summary.log().lastWritten(),
        start.driver(),
        facts.executors());
  }
}
