package io.millpond.clusters;

import java.time.Instant;
import java.util.Optional;

/**
 * What the service that runs a cluster's applications tells of one of them: YARN's resource
 * manager, Spark's master.
 *
 * <p>An event log is written by the application itself. It says best what ran where and when, and
 * it cannot say how it was ended by others: who is killed may write that all went well, or nothing.
 * The service sees processes end, and forgets them after a while.
 *
 * @param state {@link RunState#UNKNOWN} where it is over and nobody knows how
 * @param start when the application was submitted
 * @param end when it ended
 * @param at when the service was asked
 */
public record ServiceAccount(
    RunState state, Optional<Instant> start, Optional<Instant> end, Instant at) {

  /** Whether the application has ended. */
  public boolean isOver() {
    return isOver(state);
  }

  /** Whether a state is an end. */
  public static boolean isOver(RunState state) {
    return state != RunState.WAITING && state != RunState.RUNNING;
  }

  /**
   * Puts together what the event log and the service tell.
   *
   * <p>Times are the log's where it has them. An end that the service knows of counts, and of two
   * ends the worse. That it runs or waits counts where that is younger than the end in the log, and
   * not for longer than {@link Limits#SERVICE_RUN_TRUST}: then the service cannot be reached.
   *
   * @param logged what is known without the service
   */
  public Run with(Run logged, Instant now) {
    Run begun = logged.startedAt(start);
    if (isOver()) {
      boolean isLogged = logged.end().isPresent();
      return new Run(
          isLogged ? RunState.worse(state, logged.state()) : state,
          begun.start(),
          isLogged ? logged.end() : end);
    }
    boolean isPast =
        at.plus(Limits.SERVICE_RUN_TRUST).isBefore(now)
            || logged.end().filter(ended -> !at.isAfter(ended)).isPresent();
    return isPast ? begun : new Run(state, begun.start(), Optional.empty());
  }
}
