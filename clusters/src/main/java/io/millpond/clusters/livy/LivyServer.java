package io.millpond.clusters.livy;

import io.millpond.clusters.Limits;
import io.millpond.clusters.ServiceAccount;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.documents.DocumentService;
import io.millpond.clusters.documents.StandingDocument;
import io.millpond.clusters.documents.Told;
import java.io.Closeable;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Livy server, asked for its sessions and batches, and for the log of one. Safe for use by many
 * threads.
 *
 * <p>It keeps the last lines of a log only, 200 of each stream unless told otherwise.
 */
public final class LivyServer implements Closeable {
  private record Known(
      List<LivyRun.Kind> kinds, List<Told<List<LivyReader.Listed>>> told, List<LivyRun> runs) {}

  private final DocumentService service;
  private final Map<LivyRun.Kind, StandingDocument<Told<List<LivyReader.Listed>>>> lists =
      new EnumMap<>(LivyRun.Kind.class);
  private final Map<String, StandingDocument<Told<byte[]>>> logs =
      new LinkedHashMap<>(16, 0.75f, true);
  private volatile Known last = new Known(List.of(), List.of(), List.of());

  /**
   * @param base its URL, without {@code /batches}
   * @param cluster the name of the cluster it submits to, for messages
   */
  public LivyServer(URI base, String cluster) {
    this(new DocumentService("Livy server of cluster " + cluster, base, InstantSource.system()));
  }

  /**
   * @param service closed with this
   */
  public LivyServer(DocumentService service) {
    this.service = service;
    for (LivyRun.Kind kind : LivyRun.Kind.values()) {
      String query = "?from=0&size=" + Limits.MAX_LIVY_SESSIONS;
      lists.put(kind, service.document(kind.path() + query, LivyReader::sessions));
    }
  }

  /**
   * All that it told of; none where it has not told anything yet. The same list until it tells
   * something new.
   */
  public List<LivyRun> runs() {
    List<Told<List<LivyReader.Listed>>> told = new ArrayList<>();
    List<LivyRun.Kind> kinds = new ArrayList<>();
    lists.forEach((kind, list) ->
        list.latest()
            .ifPresent(one -> {
              kinds.add(kind);
              told.add(one);
            }));
    Known known = last;
    if (!known.kinds().equals(kinds) || !known.told().equals(told)) {
      List<LivyRun> runs = new ArrayList<>();
      for (int i = 0; i < told.size(); i++) {
        addAll(kinds.get(i), told.get(i), runs);
      }
      known = new Known(kinds, told, List.copyOf(runs));
      last = known;
    }
    return known.runs();
  }

  private static void addAll(
      LivyRun.Kind kind, Told<List<LivyReader.Listed>> told, List<LivyRun> runs) {
    for (LivyReader.Listed one : told.document()) {
      runs.add(
          new LivyRun(
              kind,
              one.number(),
              one.applicationId(),
              one.state()
                  .map(state ->
                      new ServiceAccount(state, Optional.empty(), Optional.empty(), told.at()))));
    }
  }

  /** What it keeps of a log; empty where it does not tell. */
  public Optional<StoredFile> log(LivyRun run, String name) {
    return logDocument(run).latest().map(told -> new LivyLog(name, told.document(), told.at()));
  }

  private synchronized StandingDocument<Told<byte[]>> logDocument(LivyRun run) {
    String resource =
        run.kind().path() + "/" + run.number() + "/log?size=" + Limits.MAX_LIVY_LOG_LINES;
    StandingDocument<Told<byte[]>> known = logs.get(resource);
    if (known != null) {
      return known;
    }
    StandingDocument<Told<byte[]>> log =
        service.detail(resource, LivyReader::log, Limits.SERVICE_FRESH);
    logs.put(resource, log);
    if (logs.size() > Limits.MAX_LIVY_LOGS) {
      logs.remove(logs.keySet().iterator().next());
    }
    return log;
  }

  @Override
  public void close() {
    service.close();
  }
}
