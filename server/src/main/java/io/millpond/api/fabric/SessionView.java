package io.millpond.api.fabric;

import io.millpond.catalog.Session;
import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session with what its cluster knows of it.
 *
 * @param applications those of the session that the cluster knows, in the session's order
 * @param place where it stands in a list; what has not begun, as far as is known, comes last
 */
record SessionView(Session session, List<Application> applications, PageToken place) {
  static SessionView of(Session session, List<Application> applications) {
    long submittedMillis = start(applications).map(Instant::toEpochMilli).orElse(0L);
    return new SessionView(
        session, List.copyOf(applications), new PageToken(submittedMillis, session.id()));
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
    if (last().isEmpty()) {
      return session.applicationIds().isEmpty() ? "NotStarted" : "Unknown";
    }
    return switch (last().get().lastAttempt().state()) {
      case WAITING -> "NotStarted";
      case RUNNING -> "InProgress";
      case SUCCEEDED -> "Succeeded";
      case FAILED -> "Failed";
      case KILLED -> "Cancelled";
      case UNKNOWN -> "Unknown";
    };
  }
}
