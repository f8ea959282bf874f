package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.Derived;
import io.millpond.clusters.Limits;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.documents.DocumentSource;
import io.millpond.clusters.events.EventLogs;
import io.millpond.clusters.events.LoggedApplication;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spark on Kubernetes, as its pods and its event logs tell of it. Either is enough to know an
 * application; its logs are found through its pods only, on the node that they ran on. A pod that
 * was deleted is remembered as long as its logs are there, see {@link PodMemory}.
 *
 * <p>The container that runs Spark has the name of its pod for an id, other containers of a pod are
 * {@code <pod>_<container>}. The files of a container are {@code stdout} and {@code stderr}, see
 * {@link PodLogs}. An application has one attempt.
 */
public final class KubernetesCluster implements ApplicationCluster {
  /** Where links of the kubelet lead, wherever the directory is found by this process. */
  private static final Path KUBELET_LOGS = Path.of("/var/log/pods");

  /** Spark's names of executors' pods: {@code labpi-e3a46834a16dd8ce-exec-1}. */
  private static final Pattern EXECUTOR_POD = Pattern.compile(".+-exec-(\\d{1,10})");

  private final String name;
  private final EventLogs events;
  private final DocumentSource<PodList> pods;
  private final Optional<LogRoot> root;
  private final Optional<PodLogs> logs;
  private final Optional<PodMemory> memory;
  private final InstantSource clock;
  private final Derived<List<Application>> listing = new Derived<>(Limits.LISTING_FRESH);

  private KubernetesCluster(
      String name,
      EventLogs events,
      DocumentSource<PodList> pods,
      Optional<LogRoot> root,
      SharedFiles files,
      InstantSource clock) {
    this.name = name;
    this.events = events;
    this.pods = pods;
    this.root = root;
    this.logs = root.map(directory -> new PodLogs(directory, files));
    this.memory = root.map(directory -> new PodMemory(pods, directory));
    this.clock = clock;
  }

  /**
   * Opens a cluster.
   *
   * @param events closed with the cluster
   * @param pods closed with the cluster; {@link Pods#none} where there is no list
   * @param podLogDir the kubelet's directory of pod logs; empty where this node has none
   * @throws IOException where the directory cannot be opened; the others are then the caller's
   */
  public static KubernetesCluster open(
      String name,
      EventLogs events,
      DocumentSource<PodList> pods,
      Optional<Path> podLogDir,
      SharedFiles files)
      throws IOException {
    return open(name, events, pods, podLogDir, files, InstantSource.system());
  }

  static KubernetesCluster open(
      String name,
      EventLogs events,
      DocumentSource<PodList> pods,
      Optional<Path> podLogDir,
      SharedFiles files,
      InstantSource clock)
      throws IOException {
    Optional<LogRoot> root = Optional.empty();
    if (podLogDir.isPresent()) {
      root = Optional.of(LogRoot.open(podLogDir.get(), KUBELET_LOGS));
    }
    return new KubernetesCluster(name, events, pods, root, files, clock);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Application> application(String id) throws IOException {
    Optional<LoggedApplication> logged = events.application(id);
    List<Pod> known = known().of(id);
    return logged.isEmpty() && known.isEmpty()
        ? Optional.empty()
        : Optional.of(Applications.of(id, logged, known, clock.instant()));
  }

  @Override
  public List<Application> applications() throws IOException {
    PodList known = known();
    List<LoggedApplication> logged = events.applications();
    Instant now = clock.instant();
    return listing.of(now, () -> list(known, logged, now), known, logged);
  }

  /** Without containers: an application may have had thousands. */
  private static List<Application> list(
      PodList known, List<LoggedApplication> logged, Instant now) {
    List<Application> all = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (LoggedApplication one : logged) {
      told.add(one.id());
      all.add(Applications.summary(one.id(), Optional.of(one), known.of(one.id()), now));
    }
    for (String id : known.applicationIds()) {
      if (!told.contains(id)) {
        all.add(Applications.summary(id, Optional.empty(), known.of(id), now));
      }
    }
    all.sort(Comparator.comparing(Applications::start).reversed());
    return List.copyOf(all);
  }

  @Override
  public List<StoredFile> files(Application application, Container container) throws IOException {
    Optional<String> directory = directory(application, container);
    return directory.isPresent() && logs.isPresent()
        ? logs.get().files(directory.get())
        : List.of();
  }

  @Override
  public Optional<StoredFile> file(Application application, Container container, String file)
      throws IOException {
    Optional<CriStream> stream = CriStream.named(file);
    if (stream.isEmpty() || logs.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> directory = directory(application, container);
    return directory.isPresent()
        ? logs.get().file(directory.get(), stream.get())
        : Optional.empty();
  }

  @Override
  public Map<String, String> executors(Application application) {
    Map<String, String> numbers = new HashMap<>();
    for (Attempt attempt : application.attempts()) {
      for (Container container : attempt.containers()) {
        Matcher name = EXECUTOR_POD.matcher(container.id());
        if (container.role() == Container.Role.EXECUTOR && name.matches()) {
          numbers.put(container.id(), name.group(1));
        }
      }
    }
    return numbers;
  }

  /** Where a container's logs are: found among the application's pods, never made of its id. */
  private Optional<String> directory(Application application, Container container)
      throws IOException {
    return Applications.directory(known().of(application.id()), container.id());
  }

  /** On a node with logs also the pods that are gone, if their logs are not. */
  private PodList known() throws IOException {
    return memory.isPresent() ? memory.get().known() : pods.current();
  }

  @Override
  public List<StoredFile> eventLogs(Application application, OptionalInt attempt)
      throws IOException {
    return events.files(application.id(), attempt);
  }

  @Override
  public void close() throws IOException {
    try (events;
        pods) {
      if (root.isPresent()) {
        root.get().close();
      }
    }
  }
}
