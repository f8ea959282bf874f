package io.millpond.clusters.spark;

import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.Derived;
import io.millpond.clusters.DirectorySearch;
import io.millpond.clusters.Limits;
import io.millpond.clusters.Notices;
import io.millpond.clusters.Owners;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.StreamFile;
import io.millpond.clusters.StreamFiles;
import io.millpond.clusters.events.EventLogs;
import io.millpond.clusters.events.History;
import io.millpond.clusters.events.LoggedApplication;
import io.millpond.clusters.events.LoggedAttempt;
import io.millpond.clusters.spark.MasterState.MasterApplication;
import io.millpond.logs.DirectoryTooLargeException;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A Spark standalone cluster, as its event logs and the directories on this machine tell of it.
 *
 * <p>An executor is the container {@code <applicationId>_<executor>}, a driver in cluster mode that
 * of its directory's name ({@code driver-20261120040245-0000}), a driver in client mode {@code
 * driver}. Event logs say which driver is an application's; they are believed where they may have
 * been written by that driver. An application of which there is no event log is known by its
 * directories: one attempt, which counts as running until its logs have been silent for an hour,
 * and no end. The master, where there is one to ask, tells whether it runs and of applications that
 * have left nothing here, and the nodes of workers.
 *
 * <p>Only files that are logs by their names are shown: {@code stdout…}, {@code stderr…} and {@code
 * ….log…}. A worker copies the application's jar into a driver's directory, and that is not a log.
 */
public final class SparkCluster implements ApplicationCluster {
  private final String name;
  private final History events;
  private final WorkDirectories work;
  private final DriverConsoles consoles;
  private final ContainerFiles containers;
  private final Unlogged unlogged;
  private final Optional<Master> master;
  private final InstantSource clock;
  private final Notices notices = new Notices(SparkCluster.class);
  private final Derived<Set<String>> loggedIds = new Derived<>(Limits.LISTING_FRESH);
  private final Derived<List<Application>> listing = new Derived<>(Limits.LISTING_FRESH);

  SparkCluster(
      String name,
      History events,
      Directories workDirs,
      Directories driverLogDirs,
      Optional<Master> master,
      SharedFiles files,
      InstantSource clock) {
    this.name = name;
    this.events = events;
    this.containers = new ContainerFiles(files);
    this.work = new WorkDirectories(workDirs);
    this.consoles = new DriverConsoles(driverLogDirs, containers, files);
    this.unlogged = new Unlogged(work, consoles, containers);
    this.master = master;
    this.clock = clock;
  }

  /** Opens the directories of a cluster that has no master to be asked. */
  public static SparkCluster open(
      String name,
      EventLogs events,
      List<Path> workDirs,
      List<Path> driverLogDirs,
      SharedFiles files)
      throws IOException {
    return open(name, events, workDirs, driverLogDirs, files, InstantSource.system());
  }

  static SparkCluster open(
      String name,
      History events,
      List<Path> workDirs,
      List<Path> driverLogDirs,
      SharedFiles files,
      InstantSource clock)
      throws IOException {
    return open(name, events, workDirs, driverLogDirs, Optional.empty(), files, clock);
  }

  /**
   * Opens the directories of a cluster.
   *
   * @param events closed with the cluster
   * @param workDirs of workers
   * @param driverLogDirs where the consoles of drivers in client mode are kept
   * @param master URL of the master's web page, asked when something is asked of the cluster
   * @throws IOException where a directory cannot be opened; {@code events} are then the caller's
   */
  public static SparkCluster open(
      String name,
      EventLogs events,
      List<Path> workDirs,
      List<Path> driverLogDirs,
      Optional<URI> master,
      SharedFiles files)
      throws IOException {
    InstantSource clock = InstantSource.system();
    Optional<Master> asked = master.map(url -> Master.at(url, name, clock));
    try {
      return open(name, events, workDirs, driverLogDirs, asked, files, clock);
    } catch (IOException | RuntimeException | Error e) {
      asked.ifPresent(Master::close);
      throw e;
    }
  }

  static SparkCluster open(
      String name,
      History events,
      List<Path> workDirs,
      List<Path> driverLogDirs,
      Optional<Master> master,
      SharedFiles files,
      InstantSource clock)
      throws IOException {
    Directories work = Directories.open(workDirs);
    try {
      return new SparkCluster(
          name, events, work, Directories.open(driverLogDirs), master, files, clock);
    } catch (IOException | RuntimeException | Error e) {
      work.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Application> application(String id) throws IOException {
    if (!SparkIds.isPossible(id)) {
      return Optional.empty();
    }
    // Before the event log is read: what is over for the master has its end in the log by then.
    Accounts accounts = accounts();
    Optional<LoggedApplication> logged = events.application(id);
    boolean console = consoles.has(id);
    List<String> executors = work.executors(id);
    if (logged.isPresent()) {
      return Optional.of(told(logged.get(), executors, console, accounts));
    }
    boolean hasFiles = !executors.isEmpty() || console;
    if (!hasFiles && accounts.application(id).isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> written =
        hasFiles ? Optional.of(unlogged.lastWritten(id, executors)) : Optional.empty();
    return Optional.of(unlogged(id, written, executors, console, accounts));
  }

  private Accounts accounts() {
    return master.map(Master::accounts).orElse(Accounts.NONE);
  }

  /** Directories do not say of which attempt they are; a standalone cluster has one each. */
  private Application told(
      LoggedApplication logged, List<String> executors, boolean console, Accounts accounts)
      throws IOException {
    List<Attempt> attempts = new ArrayList<>();
    for (LoggedAttempt attempt : logged.attempts()) {
      boolean isLast = attempt.number() == logged.attempts().getLast().number();
      attempts.add(
          Attempts.of(
              logged.id(),
              attempt,
              driver(logged.id(), attempt, isLast && console, accounts),
              isLast ? executors : List.of(),
              isLast ? accounts : Accounts.NONE,
              clock.instant()));
    }
    return new Application(
        logged.id(), logged.name(), logged.user(), logged.properties(), attempts);
  }

  private Application unlogged(
      String id,
      Optional<Instant> written,
      List<String> executors,
      boolean console,
      Accounts accounts) {
    Optional<MasterApplication> known = accounts.application(id);
    return new Application(
        id,
        known.map(MasterApplication::name).orElse(""),
        known.map(MasterApplication::user).orElse(""),
        Map.of(),
        List.of(Attempts.unlogged(id, written, executors, console, accounts, clock.instant())));
  }

  private Optional<Container> driver(
      String id, LoggedAttempt attempt, boolean console, Accounts accounts) throws IOException {
    Optional<Container> named = Attempts.namedDriver(attempt, accounts);
    if (named.isPresent() && isBelieved(id, attempt, named.get().id())) {
      return named;
    }
    return named.isEmpty() && console ? Optional.of(Attempts.clientDriver()) : Optional.empty();
  }

  /**
   * Whether a driver is an application's that says so. Where a worker runs a driver, that writes
   * the event log as the user who owns the driver's directory; a log of somebody else's may be made
   * up to read the driver's.
   */
  private boolean isBelieved(String id, LoggedAttempt attempt, String driver) throws IOException {
    Optional<String> writer = attempt.writer();
    Optional<String> owner = writer.isEmpty() ? Optional.empty() : work.driverOwner(driver);
    boolean believed = owner.isEmpty() || Owners.mayBeSame(writer.get(), owner.get());
    if (!believed) {
      notices.warn(
          "the event log of {} is of {} and names driver {} of {}: it is not shown as its driver",
          id,
          writer.get(),
          driver,
          owner.get());
    }
    return believed;
  }

  @Override
  public List<Application> applications() throws IOException {
    Accounts accounts = accounts();
    List<LoggedApplication> logged = events.applications();
    Instant now = clock.instant();
    Set<String> ids = loggedIds.of(now, () -> ids(logged), logged);
    Map<String, Instant> others = unlogged.applications(ids, now);
    return listing.of(now, () -> list(logged, others, accounts), logged, others, accounts.state());
  }

  @Override
  public void search(DirectorySearch search) throws IOException {
    work.search(search);
    consoles.search(search);
  }

  /** Without containers: who wants to know them asks for the one application. */
  private Application listed(LoggedApplication logged, Accounts accounts) {
    List<Attempt> attempts = new ArrayList<>();
    for (LoggedAttempt attempt : logged.attempts()) {
      boolean isLast = attempt.number() == logged.attempts().getLast().number();
      attempts.add(
          Attempts.listed(
              logged.id(), attempt, isLast ? accounts : Accounts.NONE, clock.instant()));
    }
    return new Application(
        logged.id(), logged.name(), logged.user(), logged.properties(), attempts);
  }

  private static Set<String> ids(List<LoggedApplication> logged) {
    return logged.stream().map(LoggedApplication::id).collect(Collectors.toUnmodifiableSet());
  }

  private List<Application> list(
      List<LoggedApplication> logged, Map<String, Instant> others, Accounts accounts) {
    List<Dated> found = new ArrayList<>();
    Set<String> known = new HashSet<>(others.keySet());
    for (LoggedApplication application : logged) {
      if (SparkIds.isPossible(application.id()) && known.add(application.id())) {
        found.add(Dated.of(listed(application, accounts)));
      }
    }
    others.forEach((id, written) ->
        found.add(Dated.of(unlogged(id, Optional.of(written), List.of(), false, accounts))));
    for (String id : accounts.applicationIds()) {
      if (!known.contains(id)) {
        found.add(Dated.of(unlogged(id, Optional.empty(), List.of(), false, accounts)));
      }
    }
    return found.stream().sorted(Dated.NEWEST_FIRST).map(Dated::application).toList();
  }

  /** An application by its start; where none is told, by its id, of which the time is a part. */
  private record Dated(Instant start, Application application) {
    static final Comparator<Dated> NEWEST_FIRST =
        Comparator.comparing(Dated::start)
            .thenComparing(dated -> dated.application().id())
            .reversed();

    static Dated of(Application application) {
      return new Dated(
          application
              .lastAttempt()
              .start()
              .or(() -> SparkIds.madeAt(application.id()))
              .orElse(Instant.EPOCH),
          application);
    }
  }

  @Override
  public List<StoredFile> files(Application application, Container container) throws IOException {
    if (isClientDriver(container)) {
      return consoles.files(application.id());
    }
    Optional<Place> place = place(application, container);
    return place.isPresent() ? list(place.get()) : List.of();
  }

  /** Nothing where there are too many: the other containers of the application have theirs. */
  private List<StoredFile> list(Place place) throws IOException {
    try {
      return containers.list(place);
    } catch (DirectoryTooLargeException e) {
      notices.warn("the segments of a log cannot be listed: {}", e.toString());
      return List.of();
    }
  }

  @Override
  public Optional<StoredFile> file(Application application, Container container, String name)
      throws IOException {
    if (isClientDriver(container)) {
      return consoles.file(application.id(), name);
    }
    Optional<Place> place = place(application, container);
    return place.isPresent() ? containers.find(place.get(), name) : Optional.empty();
  }

  @Override
  public List<StreamFile> logs(
      Application application, Container container, BooleanSupplier cancelled) throws IOException {
    Optional<Instant> start = StreamFiles.start(application, container);
    if (isClientDriver(container)) {
      return consoles.logs(application.id(), start, cancelled);
    }
    Optional<Place> place = place(application, container);
    return place.isPresent() ? containers.logs(place.get(), start, cancelled) : List.of();
  }

  @Override
  public Map<String, String> executors(Application application) {
    Map<String, String> numbers = new HashMap<>();
    for (Attempt attempt : application.attempts()) {
      for (Container container : attempt.containers()) {
        String executor = SparkIds.executor(application.id(), container.id());
        if (container.role() == Container.Role.EXECUTOR && !executor.isEmpty()) {
          numbers.put(container.id(), executor);
        }
      }
    }
    return numbers;
  }

  private static boolean isClientDriver(Container container) {
    return container.role() == Container.Role.DRIVER
        && container.id().equals(SparkIds.CLIENT_DRIVER);
  }

  private Optional<Place> place(Application application, Container container) throws IOException {
    if (container.role() == Container.Role.DRIVER) {
      return SparkIds.isPossible(container.id()) ? work.driver(container.id()) : Optional.empty();
    }
    String executor = SparkIds.executor(application.id(), container.id());
    return executor.isEmpty() ? Optional.empty() : work.executor(application.id(), executor);
  }

  @Override
  public List<StoredFile> eventLogs(Application application, OptionalInt attempt)
      throws IOException {
    return events.files(application.id(), attempt);
  }

  @Override
  public void close() throws IOException {
    master.ifPresent(Master::close);
    try (events;
        work;
        consoles) {
      // Each is closed, whatever another throws.
    }
  }
}
