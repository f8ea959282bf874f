package io.millpond.clusters.yarn;

import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.Container.Role;
import io.millpond.clusters.Run;
import io.millpond.clusters.RunState;
import io.millpond.clusters.events.LoggedApplication;
import io.millpond.clusters.events.LoggedAttempt;
import io.millpond.clusters.events.LoggedProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An application put together from its event log and from what lies in directories.
 *
 * <p>In cluster mode the event log names the container the driver ran in. Where it names none, the
 * driver ran elsewhere, in whatever submitted the application: then YARN has but an application
 * master that started the executors, and its container is nobody's driver. It may have been started
 * several times, as attempts of YARN, while the one driver ran on; such an application has the one
 * attempt its event log tells of.
 *
 * <p>An attempt that died early leaves no event log. Its containers are known by their ids, which
 * hold its number, and what they ran is not guessed: its application master was the driver where
 * another attempt's was, or where the resource manager knows signs of it.
 */
final class ApplicationDraft {
  /** The container of a driver that ran outside of YARN. */
  static final String DRIVER = "driver";

  private final String id;
  private final Optional<LoggedApplication> logged;
  private final Instant now;
  private final NavigableMap<Integer, Map<String, Container>> attempts = new TreeMap<>();
  private Optional<ResourceManager.Managed> managed = Optional.empty();

  /** Begins with what the event log tells. */
  ApplicationDraft(String id, Optional<LoggedApplication> logged, Instant now) {
    this.id = id;
    this.logged = logged;
    this.now = now;
    for (LoggedAttempt attempt : loggedAttempts()) {
      containers(attempt.number());
      attempt.driver().ifPresent(driver -> add(attempt.number(), driver, Role.DRIVER));
      attempt.executors().forEach(executor -> add(attempt.number(), executor, Role.EXECUTOR));
    }
  }

  private List<LoggedAttempt> loggedAttempts() {
    return logged.map(LoggedApplication::attempts).orElse(List.of());
  }

  private Map<String, Container> containers(int attempt) {
    return attempts.computeIfAbsent(attempt, number -> new TreeMap<>());
  }

  private void add(int attempt, LoggedProcess process, Role role) {
    String host = process.attributes().getOrDefault("NM_HOST", "");
    String port = process.attributes().getOrDefault("NM_PORT", "");
    String nodeId = host.isEmpty() || port.isEmpty() ? "" : host + ":" + port;
    ContainerId.parse(process.attributes().getOrDefault("CONTAINER_ID", ""), id)
        .ifPresent(container ->
            containers(attempt)
                .putIfAbsent(container.text(), new Container(container.text(), nodeId, role)));
  }

  /** Adds what the resource manager tells; to be called before {@link #found}. */
  void managed(ResourceManager.Managed told) {
    managed = Optional.of(told);
    boolean isClientMode = isClientMode();
    boolean isClusterMode =
        !isClientMode && (told.application().isClusterMode() || hasDriver(attempts.values()));
    for (ManagedAttempt attempt : told.attempts()) {
      int number = isClientMode ? loggedAttempts().getFirst().number() : attempt.number();
      Map<String, Container> known = containers(number);
      Role role = isClusterMode && !hasDriver(List.of(known)) ? Role.DRIVER : Role.OTHER;
      attempt
          .master()
          .ifPresent(master -> {
            Container fresh = new Container(master.text(), attempt.nodeId(), role);
            known.merge(master.text(), fresh, ApplicationDraft::located);
          });
    }
    if (attempts.isEmpty()) {
      containers(1);
    }
  }

  private static boolean hasDriver(Collection<Map<String, Container>> attempts) {
    return attempts.stream()
        .flatMap(containers -> containers.values().stream())
        .anyMatch(container -> container.role() == Role.DRIVER);
  }

  private static Container located(Container known, Container fresh) {
    return known.nodeId().isEmpty()
        ? new Container(known.id(), fresh.nodeId(), known.role())
        : known;
  }

  /** Whether nothing at all is known. */
  boolean isEmpty() {
    return attempts.isEmpty();
  }

  /** Where a container ran; empty where that is not known. */
  String nodeId(String containerId) {
    return attempts.values().stream()
        .map(containers -> containers.get(containerId))
        .flatMap(container -> Optional.ofNullable(container).stream())
        .map(Container::nodeId)
        .findFirst()
        .orElse("");
  }

  /** Adds a container that has files; it may be known already. */
  void found(ContainerId container, String nodeId) {
    int attempt =
        attempts.entrySet().stream()
            .filter(entry -> entry.getValue().containsKey(container.text()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseGet(() -> attemptOf(container));
    containers(attempt)
        .merge(
            container.text(),
            new Container(container.text(), nodeId, Role.OTHER),
            ApplicationDraft::located);
  }

  private int attemptOf(ContainerId container) {
    return isClientMode() ? loggedAttempts().getFirst().number() : container.attempt();
  }

  /** Whether the driver ran outside of YARN, as far as that is known. */
  boolean isClientMode() {
    return loggedAttempts().size() == 1 && !hasDriver(attempts.values());
  }

  /** Whether a console that was kept for the application can be its driver's. */
  boolean mayHaveConsole() {
    return isClientMode() || (loggedAttempts().isEmpty() && !hasDriver(attempts.values()));
  }

  /** Adds the driver of an application whose driver ran outside of YARN. */
  void driverElsewhere() {
    Optional<LoggedAttempt> attempt = loggedAttempts().stream().findFirst();
    String host = attempt.flatMap(LoggedAttempt::driver).map(LoggedProcess::host).orElse("");
    int last = attempts.isEmpty() ? 1 : attempts.lastKey();
    containers(attempt.map(LoggedAttempt::number).orElse(last))
        .put(DRIVER, new Container(DRIVER, host, Role.DRIVER));
  }

  /** What has come together, which must not be nothing. */
  Application build() {
    List<Attempt> built = new ArrayList<>();
    for (int number : attempts.keySet()) {
      Run run = run(number);
      built.add(
          new Attempt(
              number,
              run.state(),
              run.start(),
              run.end(),
              List.copyOf(containers(number).values())));
    }
    return new Application(
        id,
        logged
            .map(LoggedApplication::name)
            .or(() -> application().map(ManagedApplication::name))
            .orElse(""),
        logged
            .map(LoggedApplication::user)
            .or(() -> application().map(ManagedApplication::user))
            .orElse(""),
        logged.map(LoggedApplication::properties).orElse(Map.of()),
        built);
  }

  private Optional<ManagedApplication> application() {
    return managed.map(ResourceManager.Managed::application);
  }

  private Run run(int number) {
    Optional<LoggedAttempt> attempt =
        loggedAttempts().stream().filter(one -> one.number() == number).findFirst();
    Optional<ManagedAttempt> told =
        managed.stream()
            .flatMap(all -> all.attempts().stream())
            .filter(one -> one.number() == number)
            .findFirst();
    Run run =
        attempt
            .map(one -> new Run(one.state(now), one.start(), one.end()))
            .orElse(Run.UNKNOWN)
            .startedAt(told.flatMap(ManagedAttempt::start));
    if (attempts.keySet().stream().anyMatch(other -> other > number)) {
      return superseded(run, told);
    }
    return managed
        .filter(all -> isTold(number))
        .flatMap(all -> all.application().account(all.at()))
        .map(account -> account.with(run, now))
        .orElse(run);
  }

  /** YARN makes another attempt only when one has failed, whatever that one had to say. */
  private static Run superseded(Run run, Optional<ManagedAttempt> told) {
    Optional<Instant> end = run.end().or(() -> told.flatMap(ManagedAttempt::end));
    if (told.isPresent()) {
      RunState how = told.get().isKilled() ? RunState.KILLED : RunState.FAILED;
      RunState logged = run.end().isPresent() ? run.state() : RunState.UNKNOWN;
      return new Run(RunState.worse(how, logged), run.start(), end);
    }
    return new Run(run.end().isEmpty() ? RunState.FAILED : run.state(), run.start(), end);
  }

  /** Not of one that is newer than what was told. */
  private boolean isTold(int number) {
    return isClientMode()
        || application()
            .flatMap(ManagedApplication::current)
            .map(current -> current.number() >= number)
            .orElse(true);
  }
}
