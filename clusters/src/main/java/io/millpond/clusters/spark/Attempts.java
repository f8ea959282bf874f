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
   * @param driver the container of its driver, where it is believed to be that
   * @param executors names of executors' directories
   * @param accounts what the master tells of the application; none for an attempt before its last
   */
  static Attempt of(
      String applicationId,
      LoggedAttempt logged,
      Optional<Container> driver,
      List<String> executors,
      Accounts accounts,
      Instant now) {
    Map<String, Container> containers = new LinkedHashMap<>();
    driver.ifPresent(one -> containers.put(one.id(), one));
    for (LoggedProcess executor : logged.executors()) {
      if (SparkIds.isExecutor(executor.id())) {
        String id = SparkIds.containerId(applicationId, executor.id());
        containers.put(
            id, new Container(id, node(executor, logged, accounts), Container.Role.EXECUTOR));
      }
    }
    addExecutors(applicationId, executors, containers);
    return attempt(logged.number(), run(applicationId, logged, driver, accounts, now), containers);
  }

  /**
   * The same for a list: without containers, so that nothing is shown of a driver that nobody has
   * looked at.
   */
  static Attempt listed(
      String applicationId, LoggedAttempt logged, Accounts accounts, Instant now) {
    Optional<Container> driver = namedDriver(logged, accounts);
    return attempt(logged.number(), run(applicationId, logged, driver, accounts, now), Map.of());
  }

  private static Run run(
      String applicationId,
      LoggedAttempt logged,
      Optional<Container> driver,
      Accounts accounts,
      Instant now) {
    Run run = new Run(logged.state(now), logged.start(), logged.end());
    String driverId = driver.map(Container::id).orElse(SparkIds.CLIENT_DRIVER);
    return accounts
        .of(applicationId, logged.end().isEmpty(), driverId)
        .map(account -> account.with(run, now))
        .orElse(run);
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

  /** The container of the driver that an event log names; empty where it names none. */
  static Optional<Container> namedDriver(LoggedAttempt logged, Accounts accounts) {
    return logged
        .driver()
        .flatMap(LogUrl::of)
        .filter(url -> SparkIds.isPossible(url.driverId()))
        .map(url -> driver(url.driverId(), url.worker(), accounts));
  }

  private static Container driver(String id, String worker, Accounts accounts) {
    return new Container(id, accounts.driverNode(id, worker), Container.Role.DRIVER);
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

  private static String node(LoggedProcess process, LoggedAttempt attempt, Accounts accounts) {
    return LogUrl.of(process)
        .map(LogUrl::worker)
        .map(web -> accounts.node(web, attempt.end()))
        .orElse(process.host());
  }
}
