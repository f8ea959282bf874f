package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.RunState;
import io.millpond.clusters.events.LoggedApplication;
import io.millpond.clusters.events.LoggedAttempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what an event log and pods tell of an application. */
final class Applications {
  private Applications() {}

  /**
   * An application of which there is an event log, a pod, or both.
   *
   * @param pods as {@link PodList#of} gives them
   */
  static Application of(
      String id, Optional<LoggedApplication> logged, List<Pod> pods, Instant now) {
    return of(id, logged, pods, containers(pods), now);
  }

  /** The same without containers. */
  static Application summary(
      String id, Optional<LoggedApplication> logged, List<Pod> pods, Instant now) {
    return of(id, logged, pods, List.of(), now);
  }

  private static Application of(
      String id,
      Optional<LoggedApplication> logged,
      List<Pod> pods,
      List<Container> containers,
      Instant now) {
    Optional<Pod> driver = driver(pods);
    List<LoggedAttempt> told = logged.map(LoggedApplication::attempts).orElse(List.of());
    List<Attempt> attempts = new ArrayList<>();
    for (LoggedAttempt earlier : told.subList(0, Math.max(0, told.size() - 1))) {
      attempts.add(attempt(Optional.of(earlier), Optional.empty(), List.of(), now));
    }
    Optional<LoggedAttempt> last = told.isEmpty() ? Optional.empty() : Optional.of(told.getLast());
    attempts.add(attempt(last, driver, containers, now));
    String podName = pods.isEmpty() ? "" : pods.getFirst().applicationName();
    return new Application(
        id,
        logged.map(LoggedApplication::name).filter(name -> !name.isEmpty()).orElse(podName),
        logged.map(LoggedApplication::user).orElse(""),
        logged.map(LoggedApplication::properties).orElse(Map.of()),
        attempts);
  }

  private static Attempt attempt(
      Optional<LoggedAttempt> logged,
      Optional<Pod> driver,
      List<Container> containers,
      Instant now) {
    return new Attempt(
        logged.map(LoggedAttempt::number).orElse(1),
        state(logged, driver, now),
        logged.flatMap(LoggedAttempt::start).or(() -> driver.flatMap(Pod::started)),
        logged.flatMap(LoggedAttempt::end).or(() -> driver.flatMap(pod -> pod.main().finished())),
        containers);
  }

  /** When its attempt began; for ordering. */
  static Instant start(Application application) {
    return application.lastAttempt().start().orElse(Instant.EPOCH);
  }

  /** The newest one. */
  private static Optional<Pod> driver(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> pod.role() == Container.Role.DRIVER)
        .max(Comparator.comparing(Pod::since));
  }

  /** An end with an exit code is certain; a pod tells more than a log that has none. */
  private static RunState state(
      Optional<LoggedAttempt> attempt, Optional<Pod> driver, Instant now) {
    boolean isCertain =
        attempt.map(one -> one.end().isPresent() && one.exitCode().isPresent()).orElse(false);
    RunState pods = driver.map(Pod::state).orElse(RunState.UNKNOWN);
    return isCertain || pods == RunState.UNKNOWN
        ? attempt.map(one -> one.state(now)).orElse(RunState.UNKNOWN)
        : pods;
  }

  private static List<Container> containers(List<Pod> pods) {
    Map<String, Container> containers = new LinkedHashMap<>();
    for (Pod pod : pods) {
      for (Pod.PodContainer container : pod.containers()) {
        Container.Role role = container.equals(pod.main()) ? pod.role() : Container.Role.OTHER;
        String id = pod.containerId(container);
        containers.put(id, new Container(id, pod.node(), role));
      }
    }
    return List.copyOf(containers.values());
  }

  /** Where the logs of the container of that id are, below the directory of pod logs. */
  static Optional<String> directory(List<Pod> pods, String containerId) {
    Optional<String> directory = Optional.empty();
    for (Pod pod : pods) {
      for (Pod.PodContainer container : pod.containers()) {
        if (pod.containerId(container).equals(containerId)) {
          directory = Optional.of(pod.directory(container));
        }
      }
    }
    return directory;
  }
}
