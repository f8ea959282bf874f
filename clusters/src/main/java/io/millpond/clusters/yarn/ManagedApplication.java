package io.millpond.clusters.yarn;

import io.millpond.clusters.RunState;
import io.millpond.clusters.ServiceAccount;
import java.time.Instant;
import java.util.Optional;

/**
 * An application as the resource manager lists it.
 *
 * @param name empty where it has none, or a very long one
 * @param state empty where its word for it is not known
 * @param start when it was submitted
 * @param end when it ended
 * @param current its newest attempt; empty where no container of it is known (yet)
 * @param isClusterMode whether it is certain that the application master was the driver
 */
record ManagedApplication(
    String id,
    String name,
    String user,
    Optional<RunState> state,
    Optional<Instant> start,
    Optional<Instant> end,
    Optional<ManagedAttempt> current,
    boolean isClusterMode) {

  /** Whether it has ended, as far as is known. */
  boolean isOver() {
    return state.filter(ServiceAccount::isOver).isPresent();
  }

  /** What that comes to, as it was told at a time. */
  Optional<ServiceAccount> account(Instant at) {
    return state.map(known -> new ServiceAccount(known, start, end, at));
  }
}
