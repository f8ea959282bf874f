package io.millpond.clusters.yarn;

import java.time.Instant;
import java.util.Optional;

/**
 * An attempt as the resource manager tells of it.
 *
 * @param number from 1
 * @param master the container of its application master; empty where it never got one
 * @param nodeId where that ran, {@code host:port}; empty where unknown
 * @param isKilled whether it was killed
 */
record ManagedAttempt(
    int number,
    Optional<ContainerId> master,
    String nodeId,
    boolean isKilled,
    Optional<Instant> start,
    Optional<Instant> end) {
  /** The same that began then. */
  ManagedAttempt startedAt(Optional<Instant> time) {
    return new ManagedAttempt(number, master, nodeId, isKilled, time, end);
  }
}
