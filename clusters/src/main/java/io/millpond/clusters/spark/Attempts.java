package io.millpond.clusters.spark;

import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.Run;
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
   * @param executors names of executors' directories
   * @param console whether the console of a driver that ran elsewhere was kept
   * @param accounts what the master tells of the application; none for an attempt before its last
   */
  static Attempt of(
      String applicationId,
      LoggedAttempt logged,
      List<String> executors,
      boolean console,
      Accounts accounts,
      Instant now) {
    Map<String, Container> containers = new LinkedHashMap<>();
    Optional<Container> driver = driver(logged, console, accounts);
    driver.ifPresent(one -> containers.put(one.id(), one));
    for (LoggedProcess executor : logged.executors()) {
      if (SparkIds.isExecutor(executor.id())) {
        String id = SparkIds.containerId(applicationId, executor.id());
        containers.put(
            id, new Container(id, node(executor, logged, accounts), Container.Role.EXECUTOR));
      }
    }
    addExecutors(applicationId, executors, containers);
    Run run = new Run(logged.state(now), logged.start(), logged.end());
    return attempt(
        logged.number(),
        accounts
            .of(
                applicationId,
                logged.end().isEmpty(),
                driver.map(Container::id).orElse(SparkIds.CLIENT_DRIVER))
            .map(account -> account.with(run, now))
            .orElse(run),
        containers);
  }

  private static Attempt attempt(int number, Run run, Map<String, Container> containers) {
    return new Attempt(
        number, run.state(), run.start(), run.end(), List.copyOf(containers.values()));
  }

  /**
   * The attempt of an application that no event log tells of.
   *
   * @param lastWritten when a log of it was last written to; empty where it has none here
   */
  static Attempt unlogged(
      String applicationId,
      Optional<Instant> lastWritten,
      List<String> executors,
      boolean console,
      Accounts accounts,
      Instant now) {
    Map<String, Container> containers = new LinkedHashMap<>();
    if (console) {
      containers.put(SparkIds.CLIENT_DRIVER, clientDriver());
    }
    addExecutors(applicationId, executors, containers);
    Run run =
        new Run(
            lastWritten.map(written -> RunState.bySilence(written, now)).orElse(RunState.UNKNOWN),
            Optional.empty(),
            Optional.empty());
    return attempt(
        1,
        accounts
            .of(applicationId, false, SparkIds.CLIENT_DRIVER)
            .map(account -> account.with(run, now))
            .orElse(run),
        containers);
  }

  private static Optional<Container> driver(
      LoggedAttempt logged, boolean console, Accounts accounts) {
    Optional<LogUrl> url = logged.driver().flatMap(LogUrl::of);
    String id = url.map(LogUrl::driverId).orElse("");
    if (SparkIds.isPossible(id)) {
      String node = url.map(LogUrl::worker).orElse("");
      return Optional.of(new Container(id, accounts.driverNode(id, node), Container.Role.DRIVER));
    }
    return console ? Optional.of(clientDriver()) : Optional.empty();
  }

  private static Container clientDriver() {
    return new Container(SparkIds.CLIENT_DRIVER, "", Container.Role.DRIVER);
  }

  private static void addExecutors(
      String applicationId, List<String> executors, Map<String, Container> containers) {
    for (String executor : executors) {
      String id = SparkIds.containerId(applicationId, executor);
      containers.putIfAbsent(id, new Container(id, "", Container.Role.EXECUTOR));
    }
  }

  private static String node(LoggedProcess process, LoggedAttempt attempt, Accounts accounts) {
    return LogUrl.of(process)
        .map(LogUrl::worker)
        .map(web -> accounts.node(web, attempt.end()))
        .orElse(process.host());
  }
}
