package io.millpond.api.aidp;

import io.millpond.access.Caller;
import io.millpond.exports.ClusterDirectory;
import io.millpond.exports.PlatformCluster;
import io.millpond.http.Exchange;
import io.millpond.http.Validators;
import io.millpond.json.JsonBody;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Tells of clusters: as much as it takes to find their logs. */
final class Clusters {
  private static final String USER = "USER";
  private static final String BY_NAME = "displayName";

  private final Callers callers;
  private final ClusterDirectory directory;

  Clusters(Callers callers, ClusterDirectory directory) {
    this.callers = callers;
    this.directory = directory;
  }

  void get(Exchange exchange) {
    send(exchange, callers.cluster(exchange), USER, "CLUSTER_API");
  }

  /** The first cluster of the platform that the caller may read. */
  void getDefault(Exchange exchange) {
    Caller caller = callers.caller(exchange);
    PlatformCluster cluster =
        directory.clusters(Callers.platformId(exchange)).stream()
            .filter(one -> callers.mayRead(caller, one.ref()))
            .findFirst()
            .orElseThrow(AidpProblem::notFound);
    send(exchange, cluster, "DEFAULT", "DEFAULT_CLUSTER_API");
  }

  /** What tells one state of a cluster from another. */
  static Validators validators(PlatformCluster cluster) {
    String tag = Hash.of(cluster.ref(), cluster.name(), cluster.state());
    return Validators.of(tag, cluster.timeCreated());
  }

  private static void send(Exchange exchange, PlatformCluster cluster, String type, String api) {
    exchange.with("etag", validators(cluster).etag());
    exchange.send(
        200,
        JsonBody.TYPE,
        JsonBody.of(json -> {
          json.writeStartObject();
          write(json, cluster, type);
          json.writeStringProperty("sourceApi", api);
          json.writeEndObject();
        }));
  }

  private static void write(JsonGenerator json, PlatformCluster cluster, String type) {
    json.writeStringProperty("key", cluster.ref().cluster());
    json.writeStringProperty("workspaceKey", cluster.ref().workspace());
    json.writeStringProperty("displayName", cluster.name());
    json.writeStringProperty("type", type);
    json.writeStringProperty("state", cluster.state());
    json.writeStringProperty("timeCreated", Instants.text(cluster.timeCreated()));
  }

  void list(Exchange exchange) {
    String platform = Callers.platformId(exchange);
    String workspace = Callers.key(exchange, "workspaceKey");
    Caller caller = callers.caller(exchange);
    Optional<List<PlatformCluster>> known = directory.clusters(platform, workspace);
    List<PlatformCluster> visible =
        known.orElse(List.of()).stream()
            .filter(cluster -> callers.mayRead(caller, cluster.ref()))
            .toList();
    callers.requireKnown(known.isPresent(), visible);
    ListQuery query = new ListQuery(exchange.query());
    Filter filter = Filter.read(query);
    boolean byName = query.sortBy("timeCreated", BY_NAME).equals(BY_NAME);
    boolean ascending = query.isAscending(byName);
    List<PlatformCluster> page =
        pages(visible, byName, ascending)
            .page(
                exchange,
                query,
                visible.stream().filter(filter::fits),
                Hash.of(platform, workspace, filter, byName, ascending));
    exchange.send(200, JsonBody.TYPE, JsonBody.of(json -> writeList(json, page)));
  }

  private static void writeList(JsonGenerator json, List<PlatformCluster> clusters) {
    json.writeStartObject();
    json.writeArrayPropertyStart("items");
    for (PlatformCluster cluster : clusters) {
      json.writeStartObject();
      write(json, cluster, USER);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Clusters do not come and go while the service runs, so a token names the last one seen. */
  private static Pages<PlatformCluster, PlatformCluster> pages(
      List<PlatformCluster> clusters, boolean byName, boolean ascending) {
    Comparator<PlatformCluster> order =
        (byName
                ? Comparator.comparing(PlatformCluster::name)
                : Comparator.comparing(PlatformCluster::timeCreated))
            .thenComparing(cluster -> cluster.ref().cluster());
    return new Pages<>(
        ascending ? order : order.reversed(),
        cluster -> cluster,
        Clusters::mark,
        text ->
            clusters.stream()
                .filter(cluster -> mark(cluster).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such cluster")));
  }

  /** Short, however long the key is. */
  private static String mark(PlatformCluster cluster) {
    return Hash.of(cluster.ref());
  }

  /** What a list is to hold. */
  private record Filter(
      Optional<String> state,
      Optional<String> displayName,
      Optional<String> displayNameContains,
      Optional<String> type) {
    static Filter read(ListQuery query) {
      return new Filter(
          query.text("state").map(Filter::upper),
          query.name(BY_NAME),
          query.name("displayNameContains").map(part -> part.toLowerCase(Locale.ROOT)),
          query.text("type").map(Filter::upper));
    }

    private static String upper(String text) {
      return text.toUpperCase(Locale.ROOT);
    }

    boolean fits(PlatformCluster cluster) {
      return state.map(cluster.state()::equals).orElse(true)
          && displayName.map(cluster.name()::equals).orElse(true)
          && displayNameContains.map(cluster.name().toLowerCase(Locale.ROOT)::contains).orElse(true)
          && type.map(USER::equals).orElse(true);
    }
  }
}
