package io.millpond.clusters.spark;

import io.millpond.clusters.RunState;
import io.millpond.clusters.ServiceAccount;
import io.millpond.clusters.spark.MasterState.MasterApplication;
import io.millpond.clusters.spark.MasterState.MasterDriver;
import io.millpond.clusters.spark.MasterState.MasterWorker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a master told at a time, put to use.
 *
 * <p>Of an application it knows little: that its driver has let go of it counts as finished, be it
 * done or dead. So an application whose event log has no end is over, and nobody knows how. Of a
 * driver that runs on a worker the master knows the exit code.
 */
record Accounts(MasterState state, Instant at) {
  /** There is no master, or it has not told anything yet. */
  static final Accounts NONE = new Accounts(MasterState.NONE, Instant.EPOCH);

  Optional<MasterApplication> application(String id) {
    return Optional.ofNullable(state.applications().get(id));
  }

  Set<String> applicationIds() {
    return state.applications().keySet();
  }

  /**
   * How an application fares.
   *
   * @param hasOpenLog whether there is an event log of it that has no end
   * @param driverId of its driver, where that ran on a worker; empty else
   */
  Optional<ServiceAccount> of(String id, boolean hasOpenLog, String driverId) {
    Optional<MasterApplication> application = application(id);
    Optional<RunState> driver =
        Optional.ofNullable(state.drivers().get(driverId)).flatMap(MasterDriver::state);
    return application
        .flatMap(MasterApplication::state)
        .map(told -> told == RunState.SUCCEEDED && hasOpenLog ? RunState.UNKNOWN : told)
        .map(told -> driver.filter(ServiceAccount::isOver).map(how -> over(told, how)).orElse(told))
        .or(() -> driver)
        .map(told ->
            new ServiceAccount(
                told,
                application.flatMap(MasterApplication::start),
                application.flatMap(MasterApplication::end),
                at));
  }

  private static RunState over(RunState application, RunState driver) {
    return ServiceAccount.isOver(application) ? RunState.worse(application, driver) : driver;
  }

  /** The node of a driver that ran on a worker; another where the master does not know it. */
  String driverNode(String driverId, String other) {
    Optional<String> worker =
        Optional.ofNullable(state.drivers().get(driverId)).map(MasterDriver::worker);
    return state.workers().values().stream()
        .flatMap(List::stream)
        .filter(one -> !one.id().isEmpty() && worker.filter(one.id()::equals).isPresent())
        .map(MasterWorker::nodeId)
        .findFirst()
        .or(() -> worker.flatMap(SparkIds::workerNode))
        .orElse(other);
  }

  /**
   * The node id of the worker at a web address; the address where that is not certain. A worker
   * that is started again has its old address and as a rule another port.
   *
   * @param before the worker must have been there by then
   */
  String node(String web, Optional<Instant> before) {
    List<String> nodes =
        state.workers().getOrDefault(web, List.of()).stream()
            .filter(worker -> wasThere(worker, before))
            .map(MasterWorker::nodeId)
            .distinct()
            .toList();
    return nodes.size() == 1 ? nodes.getFirst() : web;
  }

  private static boolean wasThere(MasterWorker worker, Optional<Instant> before) {
    Optional<Instant> started = SparkIds.workerStartedAt(worker.id());
    return before.isEmpty() || started.isEmpty() || started.get().isBefore(before.get());
  }
}
