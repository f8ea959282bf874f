package io.millpond.clusters.yarn;

import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Container;
import io.millpond.clusters.Derived;
import io.millpond.clusters.DirectorySearch;
import io.millpond.clusters.Limits;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.Together;
import io.millpond.clusters.documents.Told;
import io.millpond.clusters.events.EventLogs;
import io.millpond.clusters.events.History;
import io.millpond.clusters.events.LoggedApplication;
import io.millpond.clusters.events.LoggedAttempt;
import io.millpond.clusters.events.LoggedProcess;
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

/**
 * Spark on YARN: who ran what from the event logs, and the logs from the directories of this node's
 * NodeManager and from the aggregated ones. The resource manager, where there is one to ask, tells
 * of attempts that left no event log, and how an application ended.
 *
 * <p>{@link #applications} has those that event logs or the resource manager tell of; {@link
 * #application} also finds one that only left files, and {@link #search} tells of those.
 */
public final class YarnCluster implements ApplicationCluster {
  /**
   * Where logs lie.
   *
   * @param nodeManagerLogs {@code yarn.nodemanager.log-dirs} of this node
   * @param aggregatedLogs {@code yarn.nodemanager.remote-app-log-dir}
   * @param driverLogs consoles of drivers that ran outside of YARN: {@code <application id>/stdout}
   *     and {@code stderr}
   * @param nodeId the node the first belong to, {@code host:port}; where empty, it is that of their
   *     containers, if event logs know one
   */
  public record Directories(
      List<Path> nodeManagerLogs,
      List<Path> aggregatedLogs,
      List<Path> driverLogs,
      Optional<String> nodeId) {
    public Directories {
      nodeManagerLogs = List.copyOf(nodeManagerLogs);
      aggregatedLogs = List.copyOf(aggregatedLogs);
      driverLogs = List.copyOf(driverLogs);
    }
  }

  private static final Comparator<Application> NEWEST_FIRST =
      Comparator.<Application, Instant>comparing(
              application -> application.lastAttempt().start().orElse(Instant.EPOCH))
          .thenComparing(Application::id)
          .reversed();

  /** Stands for what no resource manager has told. */
  private static final Object NOT_TOLD = new Object();

  private final String name;
  private final History history;
  private final ContainerFiles containers;
  private final LocalLogs drivers;
  private final Optional<String> nodeId;
  private final Optional<ResourceManager> manager;
  private final InstantSource clock;
  private final Recent<Application> recent =
      new Recent<>(Limits.APPLICATION_FRESH, Limits.MAX_RECENT_CONTAINERS);

  private final Derived<List<Application>> listing = new Derived<>(Limits.LISTING_FRESH);

  private YarnCluster(
      String name,
      History history,
      ContainerFiles containers,
      LocalLogs drivers,
      Optional<String> nodeId,
      Optional<ResourceManager> manager,
      InstantSource clock) {
    this.name = name;
    this.history = history;
    this.containers = containers;
    this.drivers = drivers;
    this.nodeId = nodeId;
    this.manager = manager;
    this.clock = clock;
  }

  /** Opens the directories of a cluster that has no resource manager to be asked. */
  public static YarnCluster open(
      String name, EventLogs events, Directories directories, SharedFiles files)
      throws IOException {
    return open(name, events, directories, files, InstantSource.system());
  }

  static YarnCluster open(
      String name, History history, Directories directories, SharedFiles files, InstantSource clock)
      throws IOException {
    return open(name, history, directories, Optional.empty(), files, clock);
  }

  /**
   * Opens the directories.
   *
   * @param events closed with the cluster
   * @param resourceManager URL of YARN's, asked when something is asked of the cluster
   * @param files not closed with the cluster
   * @throws IOException where one of the directories cannot be opened
   */
  public static YarnCluster open(
      String name,
      EventLogs events,
      Directories directories,
      Optional<URI> resourceManager,
      SharedFiles files)
      throws IOException {
    InstantSource clock = InstantSource.system();
    Optional<ResourceManager> manager =
        resourceManager.map(url -> ResourceManager.at(url, name, clock));
    try {
      return open(name, events, directories, manager, files, clock);
    } catch (IOException | RuntimeException | Error e) {
      manager.ifPresent(ResourceManager::close);
      throw e;
    }
  }

  static YarnCluster open(
      String name,
      History history,
      Directories directories,
      Optional<ResourceManager> manager,
      SharedFiles files,
      InstantSource clock)
      throws IOException {
    List<LocalLogs> opened = new ArrayList<>();
    try {
      opened.add(new LocalLogs(Together.open(directories.nodeManagerLogs()), files));
      opened.add(new LocalLogs(Together.open(directories.driverLogs()), files));
      AggregatedLogs aggregated =
          new AggregatedLogs(Together.open(directories.aggregatedLogs()), files);
      return new YarnCluster(
          name,
          history,
          new ContainerFiles(opened.get(0), aggregated),
          opened.get(1),
          directories.nodeId(),
          manager,
          clock);
    } catch (IOException | RuntimeException | Error e) {
      Together.close(opened);
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Application> application(String id) throws IOException {
    if (!ContainerId.isApplication(id)) {
      return Optional.empty();
    }
    Optional<Application> known = recent.get(id);
    return known.isPresent() ? known : findApplication(id);
  }

  private Optional<Application> findApplication(String id) throws IOException {
    ApplicationDraft draft = new ApplicationDraft(id, history.application(id), clock.instant());
    manager.flatMap(asked -> asked.application(id)).ifPresent(draft::managed);
    addLocal(id, draft);
    for (Map.Entry<String, String> found : containers.aggregated().containers(id).entrySet()) {
      ContainerId.parse(found.getKey(), id)
          .ifPresent(container -> draft.found(container, found.getValue()));
    }
    if (draft.mayHaveConsole() && drivers.has(id)) {
      draft.driverElsewhere();
    }
    if (draft.isEmpty()) {
      return Optional.empty();
    }
    Application application = draft.build();
    int containersInAll =
        application.attempts().stream().mapToInt(attempt -> attempt.containers().size()).sum();
    recent.put(id, application, 1 + containersInAll);
    return Optional.of(application);
  }

  private void addLocal(String id, ApplicationDraft draft) throws IOException {
    Set<String> local = containers.local().containers(id);
    Set<String> nodes = new HashSet<>();
    local.forEach(container -> nodes.add(draft.nodeId(container)));
    nodes.remove("");
    // They all ran here: one that is known tells for all.
    String here = nodeId.orElse(nodes.size() == 1 ? nodes.iterator().next() : "");
    for (String container : local) {
      ContainerId.parse(container, id).ifPresent(parsed -> draft.found(parsed, here));
    }
  }

  @Override
  public List<Application> applications() throws IOException {
    List<LoggedApplication> logged = history.applications();
    Instant now = clock.instant();
    Optional<Told<Map<String, ManagedApplication>>> told =
        manager.flatMap(ResourceManager::applications);
    Object service = told.isPresent() ? told.get() : NOT_TOLD;
    return listing.of(now, () -> list(logged, told), logged, service);
  }

  @Override
  public void search(DirectorySearch search) throws IOException {
    containers.local().search(search);
    drivers.search(search);
    containers.aggregated().search(search);
  }

  @Override
  public void requireReadable(String id) throws IOException {
    if (ContainerId.isApplication(id) && history.application(id).isEmpty()) {
      containers.local().requireReadable(id);
      containers.aggregated().requireReadable(id);
    }
  }

  private List<Application> list(
      List<LoggedApplication> logged, Optional<Told<Map<String, ManagedApplication>>> told) {
    List<Application> applications = new ArrayList<>();
    Map<String, ManagedApplication> managed = new HashMap<>();
    told.ifPresent(list -> managed.putAll(list.document()));
    Instant at = told.map(Told::at).orElse(Instant.EPOCH);
    for (LoggedApplication one : logged) {
      if (ContainerId.isApplication(one.id())) {
        Optional<ManagedApplication> other = Optional.ofNullable(managed.remove(one.id()));
        applications.add(listed(one.id(), Optional.of(one), other, at));
      }
    }
    managed.forEach(
        (id, other) -> applications.add(listed(id, Optional.empty(), Optional.of(other), at)));
    if (told.isPresent()) {
      applications.sort(NEWEST_FIRST);
    }
    return List.copyOf(applications);
  }

  private Application listed(
      String id,
      Optional<LoggedApplication> logged,
      Optional<ManagedApplication> managed,
      Instant at) {
    ApplicationDraft draft = new ApplicationDraft(id, logged, clock.instant());
    managed.ifPresent(one -> draft.managed(ResourceManager.Managed.listed(one, at)));
    return draft.build();
  }

  @Override
  public List<StoredFile> files(Application application, Container container) throws IOException {
    if (!ContainerId.isApplication(application.id())) {
      return List.of();
    }
    if (container.id().equals(ApplicationDraft.DRIVER)) {
      return FileNames.sorted(drivers.files(application.id()).values());
    }
    Optional<ContainerId> id = ContainerId.parse(container.id(), application.id());
    return id.isEmpty() ? List.of() : containers.files(id.get(), container.nodeId());
  }

  @Override
  public Optional<StoredFile> file(Application application, Container container, String name)
      throws IOException {
    if (!ContainerId.isApplication(application.id()) || !FileNames.isShown(name)) {
      return Optional.empty();
    }
    if (container.id().equals(ApplicationDraft.DRIVER)) {
      return drivers.file(application.id(), name);
    }
    Optional<ContainerId> id = ContainerId.parse(container.id(), application.id());
    return id.isEmpty() ? Optional.empty() : containers.file(id.get(), container.nodeId(), name);
  }

  @Override
  public Map<String, String> executors(Application application) throws IOException {
    Map<String, String> numbers = new HashMap<>();
    Optional<LoggedApplication> logged = history.application(application.id());
    for (LoggedAttempt attempt : logged.map(LoggedApplication::attempts).orElse(List.of())) {
      for (LoggedProcess executor : attempt.executors()) {
        String container = executor.attributes().getOrDefault("CONTAINER_ID", "");
        numbers.putIfAbsent(container, executor.id());
      }
    }
    return numbers;
  }

  @Override
  public List<StoredFile> eventLogs(Application application, OptionalInt attempt)
      throws IOException {
    return history.files(application.id(), attempt);
  }

  @Override
  public void close() throws IOException {
    manager.ifPresent(ResourceManager::close);
    Together.close(List.of(history, drivers, containers));
  }
}
