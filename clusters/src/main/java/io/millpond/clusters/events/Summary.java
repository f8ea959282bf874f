package io.millpond.clusters.events;

import io.millpond.logs.FileStatus;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A log, and what it told when it was like that.
 *
 * @param log as it was when it was read
 */
record Summary(FoundLog log, LogFacts facts) {
  /** Newest applications first. */
  static final Comparator<LoggedApplication> NEWEST_FIRST =
      Comparator.comparing(
              (LoggedApplication application) -> {
                LoggedAttempt last = application.attempts().getLast();
                return last.start().orElse(last.lastWritten());
              })
          .thenComparing(LoggedApplication::id)
          .reversed();

  /** About what a log takes of the heap of which nothing is known but that it is there. */
  private static final long FOUND_BYTES = 1024;

  /** The application's id; empty where the log is of none. */
  String id() {
    return facts.start().map(LogEvent.Start::id).orElse("");
  }

  int attempt() {
    return facts.attempt(log.name());
  }

  long weightBytes() {
    return FOUND_BYTES + Math.max(0, facts.weightBytes());
  }

  /** Whether a log begins with what this one was read from, and its application is known. */
  boolean isBeginningOf(FoundLog now) {
    if (facts.start().isEmpty() || now.parts().isEmpty()) {
      return false;
    }
    FileStatus then = log.parts().getFirst().status();
    FoundLog.Part first = now.parts().getFirst();
    return first.sameFileAs(then) && first.status().size() >= then.size();
  }

  /** Of two logs of one attempt the one that counts. */
  static Summary betterOf(Summary one, Summary other) {
    return one.log.isBetterThan(other.log) ? one : other;
  }

  /**
   * An application as its logs tell of it.
   *
   * @param attempts in ascending order, at least one, all of which tell of their start
   */
  static LoggedApplication application(Collection<Summary> attempts) {
    List<Summary> all = List.copyOf(attempts);
    Summary newest = all.getLast();
    LogEvent.Start start = newest.facts.start().orElseThrow();
    return new LoggedApplication(
        start.id(),
        start.name(),
        start.user(),
        newest.facts.properties(),
        all.stream().map(Summary::toAttempt).toList());
  }

  private LoggedAttempt toAttempt() {
    LogEvent.Start start = facts.start().orElseThrow();
    return new LoggedAttempt(
        attempt(),
        start.time(),
        facts.end().flatMap(LogEvent.End::time),
        facts.end().map(LogEvent.End::exitCode).orElse(OptionalInt.empty()),
        log.lastWritten(),
        Optional.of(log).filter(FoundLog::isForeign).map(found -> found.status().owner()),
        start.driver(),
        facts.executors());
  }
}
