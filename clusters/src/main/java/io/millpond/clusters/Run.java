package io.millpond.clusters;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of when an attempt ran, and how it ended.
 *
 * @param start when it began
 * @param end when it ended; empty while it goes on, and where that is unknown
 */
public record Run(RunState state, Optional<Instant> start, Optional<Instant> end) {
  /** Nothing is known. */
  public static final Run UNKNOWN = new Run(RunState.UNKNOWN, Optional.empty(), Optional.empty());

  /** The same where it is known to have begun; else that it began then. */
  public Run startedAt(Optional<Instant> other) {
    return new Run(state, start.or(() -> other), end);
  }
}
