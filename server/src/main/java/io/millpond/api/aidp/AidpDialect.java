package io.millpond.api.aidp;

import static io.millpond.http.Route.Method.GET;
import static io.millpond.http.Route.Method.POST;

import io.millpond.api.Doorkeeper;
import io.millpond.exports.ClusterDirectory;
import io.millpond.exports.Exports;
import io.millpond.exports.LogSearches;
import io.millpond.exports.PublishedFiles;
import io.millpond.http.Dialect;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.http.Route;
import io.millpond.json.JsonBody;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The routes of the AIDP API that downloads of logs and searches need, in the three spellings that
 * clients use, and the links they hand out.
 */
public final class AidpDialect implements Dialect {
  static final String DATA_LAKES = "/20240831/dataLakes/";

  private static final String LINKS = "/p/";
  private static final List<String> ROOTS =
      List.of("/20260430/aiDataPlatforms/", "/api/20260430/aiDataPlatforms/", DATA_LAKES);
  private static final List<String> OWNED =
      List.of("/20260430/", "/20240831/", "/api/20260430/", "/api/20240831/", LINKS);

  /** What stands behind a segment {@code p}, if it is long enough to be a secret. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?<=^|/|%2[fF])((?:[pP]|%[57]0)(?:(?:/|%2[fF])(?:\\.|%2[eE]){0,2})+)[^/?#]{"
              + Limits.MIN_SECRET_CHARS
              + ",}");

  private final Doorkeeper doorkeeper;
  private final Callers callers;
  private final Downloads downloads;
  private final Searches searches;
  private final Operations operations;
  private final Clusters clusters;
  private final Links links;

  /**
   * @param files opens what {@code exports} has made
   * @param maxWindow the longest window of time that is accepted
   * @param publicUrl what links begin with
   */
  public AidpDialect(
      Doorkeeper doorkeeper,
      ClusterDirectory directory,
      Exports exports,
      LogSearches searches,
      PublishedFiles files,
      Optional<Duration> maxWindow,
      Supplier<URI> publicUrl) {
    this.doorkeeper = doorkeeper;
    this.callers = new Callers(doorkeeper, directory);
    this.downloads = new Downloads(callers, exports, maxWindow, publicUrl);
    this.searches = new Searches(callers, searches, maxWindow);
    this.operations = new Operations(callers, directory, exports);
    this.clusters = new Clusters(callers, directory);
    this.links = new Links(doorkeeper, exports, files);
  }

  @Override
  public String name() {
    return "aidp";
  }

  @Override
  public List<String> requestIdHeaders() {
    return List.of(RequestId.HEADER);
  }

  @Override
  public String requestId(String id, Function<String, Optional<String>> headers) {
    return RequestId.of(id, headers);
  }

  /** Secrets are left out wherever they may stand, in paths that lead nowhere too. */
  @Override
  public String logged(String target) {
    boolean mayHave = target.contains("p/") || target.contains("P/") || target.indexOf('%') >= 0;
    return mayHave ? SECRET.matcher(target).replaceAll("$1***") : target;
  }

  @Override
  public boolean owns(String path) {
    return OWNED.stream().anyMatch(path::startsWith);
  }

  /** What a signature is for is the path as it was sent. */
  @Override
  public boolean redirects() {
    return false;
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (String root : ROOTS) {
      String platform = root + "{aiDataPlatformId}";
      String cluster = platform + "/workspaces/{workspaceKey}/clusters";
      String operation = platform + "/asyncOperations";
      routes.add(post(cluster + "/{clusterKey}/actions/downloadLogs", downloads::accept));
      routes.add(post(cluster + "/{clusterKey}/actions/searchLogs", searches::search));
      routes.add(get(operation, operations::list));
      routes.add(get(operation + "/{asyncOperationKey}", operations::get));
      routes.add(post(operation + "/{asyncOperationKey}/actions/cancel", operations::cancel));
      routes.add(get(cluster, clusters::list));
      routes.add(get(cluster + "/{clusterKey}", clusters::get));
      routes.add(get(platform + "/defaultCluster", clusters::getDefault));
    }
    routes.add(
        new Route(
            LINKS + "{secret}/n/{namespace}/b/{bucket}/o/{object...}",
            Route.Pace.BLOCKING,
            new Backend(links::open, false)));
    return routes;
  }

  private static Route get(String template, Route.Handler handler) {
    return new Route(template, Route.Pace.BLOCKING, Map.of(GET, new Backend(handler, true)));
  }

  private static Route post(String template, Route.Handler handler) {
    return new Route(template, Route.Pace.BLOCKING, Map.of(POST, new Backend(handler, true)));
  }

  /** A link needs no credentials, and those of somebody else do it no harm. */
  @Override
  public void admit(Exchange exchange) {
    if (exchange.rawPath().startsWith(LINKS)) {
      doorkeeper.admitUnnamed(exchange);
    } else {
      callers.caller(exchange);
    }
  }

  @Override
  public Problem unknownRoute() {
    return AidpProblem.noRoute();
  }

  @Override
  public Problem wrongMethod(boolean known) {
    return AidpProblem.noRoute();
  }

  /** A link is for reading; to write by it is to name an object that is not there. */
  @Override
  public Problem wrongMethod(Route route) {
    return route.template().startsWith(LINKS)
        ? AidpProblem.noObject()
        : AidpProblem.wrongMethod(route.allowed());
  }

  @Override
  public void describe(Exchange exchange, Problem problem) {
    exchange.send(
        problem.status(),
        JsonBody.TYPE,
        JsonBody.of(json -> {
          json.writeStartObject();
          json.writeStringProperty("code", AidpProblem.code(problem));
          json.writeStringProperty("message", problem.text());
          json.writeEndObject();
        }));
  }
}
