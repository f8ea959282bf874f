package io.millpond.clusters.spark;

import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.RunState;
import io.millpond.clusters.events.LoggedAttempt;
import io.millpond.clusters.events.LoggedProcess;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts together what an event log and the directories tell of an attempt.
 *
 * <p>In cluster mode the driver has an id of its own, and only the event log says which it is. In
 * client mode the log says nothing of the driver: then its console is the driver's log, if it was
 * kept.
 */
final class Attempts {
  private Attempts() {}

  /**
   * An attempt that an event log tells of.
   *
   * @param driver the container of its driver, where it is believed to be that
   * @param executors names of executors' directories
   */
  static Attempt of(
      String applicationId,
      LoggedAttempt logged,
      Optional<Container> driver,
      List<String> executors,
      Instant now) {
    Map<String, Container> containers = new LinkedHashMap<>();
    driver.ifPresent(one -> containers.put(one.id(), one));
    for (LoggedProcess executor : logged.executors()) {
      if (SparkIds.isExecutor(executor.id())) {
        String id = SparkIds.containerId(applicationId, executor.id());
        containers.put(id, new Container(id, node(executor), Container.Role.EXECUTOR));
      }
    }
    addExecutors(applicationId, executors, containers);
    return new Attempt(
        logged.number(),
        logged.state(now),
        logged.start(),
        logged.end(),
        List.copyOf(containers.values()));
  }

  /** The attempt of an application that no event log tells of. */
  static Attempt unlogged(
      String applicationId,
      Instant lastWritten,
      List<String> executors,
      boolean console,
      Instant now) {
    Map<String, Container> containers = new LinkedHashMap<>();
    if (console) {
      containers.put(SparkIds.CLIENT_DRIVER, clientDriver());
    }
    addExecutors(applicationId, executors, containers);
    return new Attempt(
        1,
        RunState.bySilence(lastWritten, now),
        Optional.empty(),
        Optional.empty(),
        List.copyOf(containers.values()));
  }

  /** The container of the driver that an event log names; empty where it names none. */
  static Optional<Container> namedDriver(LoggedAttempt logged) {
    return logged
        .driver()
        .flatMap(LogUrl::of)
        .filter(url -> SparkIds.isPossible(url.driverId()))
        .map(url -> new Container(url.driverId(), url.worker(), Container.Role.DRIVER));
  }

  /** That of a driver that ran in its submitter's process. */
  static Container clientDriver() {
    return new Container(SparkIds.CLIENT_DRIVER, "", Container.Role.DRIVER);
  }

  private static void addExecutors(
      String applicationId, List<String> executors, Map<String, Container> containers) {
    for (String executor : executors) {
      String id = SparkIds.containerId(applicationId, executor);
      containers.putIfAbsent(id, new Container(id, "", Container.Role.EXECUTOR));
    }
  }

  private static String node(LoggedProcess process) {
    return LogUrl.of(process).map(LogUrl::worker).orElse(process.host());
  }
}
