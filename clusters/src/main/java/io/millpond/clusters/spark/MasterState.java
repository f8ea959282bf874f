package io.millpond.clusters.spark;

import io.millpond.clusters.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the master of a standalone cluster knows at one moment.
 *
 * @param applications by id
 * @param drivers those that run on workers, by id
 * @param workers those that live, and others for a while, by the addresses of their pages
 */
record MasterState(
    Map<String, MasterApplication> applications,
    Map<String, MasterDriver> drivers,
    Map<String, List<MasterWorker>> workers) {
  static final MasterState NONE = new MasterState(Map.of(), Map.of(), Map.of());

  MasterState {
    applications = Map.copyOf(applications);
    drivers = Map.copyOf(drivers);
    workers = Map.copyOf(workers);
  }

  /**
   * An application.
   *
   * @param state empty where the master does not know, or has a word for it that is not known here
   * @param end empty while it runs
   */
  record MasterApplication(
      String id,
      String name,
      String user,
      Optional<RunState> state,
      Optional<Instant> start,
      Optional<Instant> end) {}

  /**
   * A driver.
   *
   * @param state as that of an application
   * @param worker id of the worker it runs on
   */
  record MasterDriver(String id, Optional<RunState> state, String worker) {}

  /**
   * A worker.
   *
   * @param nodeId {@code host:port}
   */
  record MasterWorker(String id, String nodeId) {}
}
