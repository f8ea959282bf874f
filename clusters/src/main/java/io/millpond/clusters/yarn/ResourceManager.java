package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.clusters.documents.DocumentService;
import io.millpond.clusters.documents.StandingDocument;
import io.millpond.clusters.documents.Told;
import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * YARN's resource manager, asked over its REST API ({@code /ws/v1/cluster}): for all Spark
 * applications at once, and for the attempts of one where it had several. Safe for use by many
 * threads.
 *
 * <p>The list tells of each application's newest attempt, and what was before that changes no more.
 * So the attempts of an application are asked for once for each newest one.
 */
final class ResourceManager implements Closeable {
  private static final String APPLICATIONS = "ws/v1/cluster/apps";

  /** Requests for resources are most of the answer, and of no use here. */
  private static final String QUERY = "?applicationTypes=SPARK&deSelects=resourceRequests";

  /** What changes no more need not be asked for again, or hardly. */
  private static final Duration FINAL = Duration.ofDays(1);

  private static final Duration PASSING = Limits.SERVICE_FRESH;

  /**
   * An application as it was told.
   *
   * @param attempts those that are known, in ascending order
   */
  record Managed(ManagedApplication application, List<ManagedAttempt> attempts, Instant at) {
    Managed {
      attempts = List.copyOf(attempts);
    }

    /** As the list alone has it. */
    static Managed listed(ManagedApplication application, Instant at) {
      return new Managed(application, application.current().stream().toList(), at);
    }
  }

  /** The attempts of an application as long as its newest one is the same. */
  private record Detail(Newest newest, StandingDocument<Told<List<ManagedAttempt>>> attempts) {}

  private record Newest(Optional<ContainerId> master, boolean isOver) {
    static Newest of(ManagedApplication application) {
      return new Newest(
          application.current().flatMap(ManagedAttempt::master), application.isOver());
    }

    /** Whether what was before it changes no more. */
    boolean isFinal() {
      return master.isPresent() || isOver;
    }
  }

  private final DocumentService service;
  private final StandingDocument<Told<Map<String, ManagedApplication>>> applications;
  private final Map<String, Detail> details = new LinkedHashMap<>(16, 0.75f, true);

  ResourceManager(DocumentService service) {
    this.service = service;
    this.applications = service.document(APPLICATIONS + QUERY, ManagerReader::applications);
  }

  /**
   * @param cluster the name of the cluster, for messages
   * @param base its URL, without {@code /ws/v1}
   */
  static ResourceManager at(URI base, String cluster, InstantSource clock) {
    return new ResourceManager(
        new DocumentService("resource manager of cluster " + cluster, base, clock));
  }

  /** What it told of all applications; empty where it has not told anything yet. */
  Optional<Told<Map<String, ManagedApplication>>> applications() {
    return applications.latest();
  }

  /** What it told of an application, with its earlier attempts as soon as they are known. */
  Optional<Managed> application(String id) {
    Optional<Told<Map<String, ManagedApplication>>> told = applications();
    ManagedApplication application = told.map(list -> list.document().get(id)).orElse(null);
    return application == null
        ? Optional.empty()
        : Optional.of(new Managed(application, attempts(application), told.get().at()));
  }

  private List<ManagedAttempt> attempts(ManagedApplication application) {
    Optional<ManagedAttempt> current = application.current();
    if (current.filter(attempt -> attempt.number() == 1).isPresent()) {
      return List.of(current.get());
    }
    Map<Integer, ManagedAttempt> attempts = new TreeMap<>();
    detail(application).attempts().latest().map(Told::document).stream()
        .flatMap(List::stream)
        .forEach(attempt -> attempts.put(attempt.number(), attempt));
    current.ifPresent(newest ->
        attempts.merge(
            newest.number(), newest, (detailed, listed) -> listed.startedAt(detailed.start())));
    return List.copyOf(attempts.values());
  }

  private synchronized Detail detail(ManagedApplication application) {
    String id = application.id();
    Newest newest = Newest.of(application);
    Detail known = details.get(id);
    if (known != null && known.newest().equals(newest)) {
      return known;
    }
    Detail detail =
        new Detail(
            newest,
            service.detail(
                APPLICATIONS + "/" + id + "/appattempts",
                json -> ManagerReader.attempts(json, id),
                newest.isFinal() ? FINAL : PASSING));
    details.put(id, detail);
    if (details.size() > Limits.MAX_SERVICE_DETAILS) {
      details.remove(details.keySet().iterator().next());
    }
    return detail;
  }

  @Override
  public void close() {
    service.close();
  }
}
