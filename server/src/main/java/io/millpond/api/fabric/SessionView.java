package io.millpond.api.fabric;

import io.millpond.catalog.Session;
import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A session with what its cluster knows of it.
 *
 * @param applications those of the session that the cluster knows, in the session's order
 */
record SessionView(Session session, List<Application> applications) {
  /** The application that speaks for the session: its last. */
  Optional<Application> last() {
    return applications.isEmpty() ? Optional.empty() : Optional.of(applications.getLast());
  }

  /** When the first of its applications began. */
  Optional<Instant> start() {
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

  PageToken place() {
    return new PageToken(start().map(Instant::toEpochMilli).orElse(0L), session.id());
  }

  /** By the API's words; the document's prose has more of them than its list. */
  String state() {
    RunState state = last().map(application -> application.lastAttempt().state()).orElse(null);
    if (state == null) {
      return session.applicationIds().isEmpty() ? "NotStarted" : "Unknown";
    }
    return switch (Objects.requireNonNull(state)) {
      case WAITING -> "NotStarted";
      case RUNNING -> "InProgress";
      case SUCCEEDED -> "Succeeded";
      case FAILED -> "Failed";
      case KILLED -> "Cancelled";
      case UNKNOWN -> "Unknown";
    };
  }
}
