package io.millpond.catalog;

import io.millpond.clusters.StoredFile;
import io.millpond.clusters.livy.LivyRun;
import io.millpond.clusters.livy.LivyServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Livy servers know of the sessions of the catalog.
 *
 * <p>Livy's own numbers are no UUIDs. A session is one of Livy's for certain where its id is made
 * of the number, as that of one that was registered by it is, or where Livy names an application of
 * the session; of several applications the first counts, so that none that comes later can put
 * another in its place.
 */
public final class LivyRuns {
  private static final String LOG = "livy.log";

  private record Index(
      List<LivyRun> runs, Map<UUID, LivyRun> byId, Map<String, LivyRun> byApplication) {}

  private final Map<String, LivyServer> servers;
  private final Map<String, Index> indexes = new ConcurrentHashMap<>();

  /**
   * @param servers by the name of the cluster they submit to
   */
  public LivyRuns(Map<String, LivyServer> servers) {
    this.servers = Map.copyOf(servers);
  }

  /** Which of its Livy server's a session is; empty where that is not certain. */
  public Optional<LivyRun> of(Session session) {
    return index(session)
        .flatMap(index ->
            Optional.ofNullable(index.byId().get(session.id()))
                .or(() ->
                    session.applicationIds().stream()
                        .flatMap(id -> Optional.ofNullable(index.byApplication().get(id)).stream())
                        .findFirst()));
  }

  /** The session with the application Livy ran for it, where its id is made of Livy's number. */
  public Session completed(Session session) {
    Optional<String> application =
        index(session)
            .flatMap(index -> Optional.ofNullable(index.byId().get(session.id())))
            .flatMap(LivyRun::applicationId)
            .filter(id -> !session.applicationIds().contains(id));
    if (application.isEmpty()) {
      return session;
    }
    List<String> applicationIds = new ArrayList<>(session.applicationIds());
    applicationIds.add(application.get());
    return new Session(
        session.id(), session.item(), session.cluster(), applicationIds, session.livyLog());
  }

  /** What Livy keeps of a session's log. */
  public Optional<StoredFile> log(Session session) {
    LivyServer server = servers.get(session.cluster());
    return server == null ? Optional.empty() : of(session).flatMap(run -> server.log(run, LOG));
  }

  private Optional<Index> index(Session session) {
    LivyServer server = servers.get(session.cluster());
    if (server == null) {
      return Optional.empty();
    }
    List<LivyRun> runs = server.runs();
    Index known = indexes.get(session.cluster());
    if (known == null || !known.runs().equals(runs)) {
      known = index(session.cluster(), runs);
      indexes.put(session.cluster(), known);
    }
    return Optional.of(known);
  }

  private static Index index(String cluster, List<LivyRun> runs) {
    Map<UUID, LivyRun> byId = new HashMap<>();
    Map<String, LivyRun> byApplication = new HashMap<>();
    for (LivyRun run : runs) {
      Uuids.LivyKind kind =
          switch (run.kind()) {
            case SESSION -> Uuids.LivyKind.SESSION;
            case BATCH -> Uuids.LivyKind.BATCH;
          };
      byId.put(Uuids.ofLivy(cluster, kind, run.number()), run);
      run.applicationId().ifPresent(id -> byApplication.putIfAbsent(id, run));
    }
    return new Index(List.copyOf(runs), byId, byApplication);
  }
}
