package io.millpond.api.fabric;

import io.millpond.api.Doorkeeper;
import io.millpond.catalog.Catalog;
import io.millpond.catalog.LivyLogs;
import io.millpond.catalog.LivyRuns;
import io.millpond.clusters.history.HistoryServer;
import io.millpond.http.Dialect;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.http.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The routes of Fabric's Spark monitoring API. {@code applications} is the word of its interface
 * tables, {@code application} that of its samples: both are served.
 */
public final class FabricDialect implements Dialect {
  private static final String ROOT = "/v1/";
  private static final String WORKSPACE = "/v1/workspaces/{workspaceId}";
  private static final String SESSIONS = WORKSPACE + "/{kind}/{itemId}/livySessions";
  private static final List<String> APPLICATIONS = List.of("applications", "application");

  private final Chain chain;
  private final Logs logs;
  private final Sessions sessions;
  private final SparkRest sparkRest;

  /** Makes ids of requests that are UUIDs of those that are not; see {@link #requestId}. */
  private final String idMiddle =
      String.format(
          "-%04x-4%03x-8%03x-",
          ThreadLocalRandom.current().nextInt(1 << 16),
          ThreadLocalRandom.current().nextInt(1 << 12),
          ThreadLocalRandom.current().nextInt(1 << 12));

  /**
   * @param historyServers by the name of their cluster
   * @param offsetLimit the largest byte offset that is accepted, if any
   * @param publicUrl what absolute links begin with
   */
  public FabricDialect(
      Doorkeeper doorkeeper,
      Catalog catalog,
      LivyLogs livyLogs,
      LivyRuns livyRuns,
      Map<String, HistoryServer> historyServers,
      OptionalLong offsetLimit,
      Supplier<URI> publicUrl) {
    this.chain = new Chain(doorkeeper, catalog, livyRuns);
    this.logs = new Logs(chain, livyLogs, livyRuns, offsetLimit);
    this.sessions = new Sessions(chain, catalog, livyRuns, publicUrl);
    this.sparkRest = new SparkRest(chain, historyServers);
  }

  @Override
  public String name() {
    return "fabric";
  }

  @Override
  public List<String> requestIdHeaders() {
    return List.of("requestId", "x-ms-request-id");
  }

  /** A UUID, as the API's errors carry one. */
  @Override
  public String requestId(String id, Function<String, Optional<String>> headers) {
    return id.substring(0, 8) + idMiddle + "00" + id.substring(8);
  }

  @Override
  public boolean owns(String path) {
    return path.startsWith(ROOT);
  }

  /** Some clients refuse every redirection. */
  @Override
  public boolean redirects() {
    return false;
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (String word : APPLICATIONS) {
      String application = SESSIONS + "/{livyId}/" + word + "/{appId}";
      routes.add(route(application + "/logs", logs::ofLastAttempt));
      routes.add(route(application + "/{attemptId}/logs", logs::ofAttempt));
      routes.add(route(application + "/{rest...}", sparkRest::answer));
    }
    routes.add(route(WORKSPACE + "/spark/livySessions", sessions::ofWorkspace));
    routes.add(route(SESSIONS, sessions::ofItem));
    routes.add(route(SESSIONS + "/{livyId}", sessions::one));
    return routes;
  }

  private static Route route(String template, Route.Handler handler) {
    return new Route(template, Route.Pace.BLOCKING, new Backend(handler));
  }

  @Override
  public void admit(Exchange exchange) {
    chain.caller(exchange);
  }

  @Override
  public Problem unknownRoute() {
    return FabricProblem.noEndpoint();
  }

  @Override
  public Problem wrongMethod(boolean known) {
    return known
        ? new FabricProblem(
            405,
            "BadRequest",
            "The method is not supported by this endpoint",
            new Problem.Header("Allow", "GET, HEAD"))
        : FabricProblem.noEndpoint();
  }

  @Override
  public Problem malformed(int status, String text) {
    return status == 500 || status == 503
        ? new Problem(status, text)
        : new FabricProblem(status, "BadRequest", text);
  }

  @Override
  public void describe(Exchange exchange, Problem problem) {
    FabricErrors.describe(exchange, problem);
  }
}
