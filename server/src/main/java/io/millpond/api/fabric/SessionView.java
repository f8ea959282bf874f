package io.millpond.api.fabric;

import io.millpond.catalog.Session;
import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Run;
import io.millpond.clusters.RunState;
import io.millpond.clusters.livy.LivyRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session with what its cluster and its Livy server know of it.
 *
 * @param applications those of the session that the cluster knows, in the session's order
 * @param livy what its Livy server tells, if there is one and it is certain
 * @param place where it stands in a list; what has not begun, as far as is known, comes last
 */
record SessionView(
    Session session, List<Application> applications, Optional<LivyRun> livy, PageToken place) {
  static SessionView of(Session session, List<Application> applications, Optional<LivyRun> livy) {
    long submittedMillis = start(applications).map(Instant::toEpochMilli).orElse(0L);
    return new SessionView(
        session, List.copyOf(applications), livy, new PageToken(submittedMillis, session.id()));
  }

  /** The application that speaks for the session: its last. */
  Optional<Application> last() {
    return applications.isEmpty() ? Optional.empty() : Optional.of(applications.getLast());
  }

  /** When the first of its applications began. */
  Optional<Instant> start() {
    return start(applications);
  }

  private static Optional<Instant> start(List<Application> applications) {
    return applications.stream()
        .flatMap(application -> application.attempts().stream())
        .map(Attempt::start)
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /** When its last application ended. */
  Optional<Instant> end() {
    return last().flatMap(application -> application.lastAttempt().end());
  }

  /** By the API's words; the document's prose has more of them than its list. */
  String state() {
    return switch (runState()) {
      case WAITING -> "NotStarted";
      case RUNNING -> "InProgress";
      case SUCCEEDED -> "Succeeded";
      case FAILED -> "Failed";
      case KILLED -> "Cancelled";
      case UNKNOWN -> "Unknown";
    };
  }

  /**
   * Livy tells how a session ended, and how one fares of which nothing else is known: it looks at
   * its applications every few seconds only.
   */
  private RunState runState() {
    Run known = known();
    return livy.filter(this::isOfLast)
        .flatMap(LivyRun::account)
        .filter(account -> account.isOver() || last().isEmpty() || isUnknown(known))
        .map(account -> account.with(known, Instant.now()).state())
        .orElse(known.state());
  }

  private boolean isOfLast(LivyRun run) {
    return last().isEmpty()
        || run.applicationId().filter(id -> !id.equals(last().get().id())).isEmpty();
  }

  private static boolean isUnknown(Run run) {
    return run.state() == RunState.UNKNOWN;
  }

  private Run known() {
    if (last().isEmpty()) {
      boolean isBegun = !session.applicationIds().isEmpty();
      RunState state = isBegun ? RunState.UNKNOWN : RunState.WAITING;
      return new Run(state, Optional.empty(), Optional.empty());
    }
    Attempt attempt = last().get().lastAttempt();
    return new Run(attempt.state(), attempt.start(), attempt.end());
  }
}
