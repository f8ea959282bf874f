package io.millpond.api.dcos;

import io.millpond.access.Permission;
import io.millpond.api.Doorkeeper;
import io.millpond.http.Dialect;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.http.RequestPath;
import io.millpond.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The routes of the DC/OS Logging API v2.
 *
 * <p>The same routes stand below three prefixes: this node's own, an agent's by its id, and the
 * leading master's. The permission asked for goes with the prefix.
 */
public final class DcosDialect implements Dialect {
  private static final String ROOT = "/system/v1/";
  private static final String OWN = "/system/v1/logs";
  private static final String AGENT = "/system/v1/agent/";
  private static final List<String> AGENT_SEGMENTS = List.of("system", "v1", "agent");
  private static final String LEADER = "/system/v1/leader/";

  private static final Pattern AGENT_ID = Pattern.compile("[0-9a-zA-Z-]+");

  private final DcosNode node;
  private final Admission admission;
  private final Sandboxes sandboxes;
  private final Components components;
  private final TaskDiscovery discovery;
  private final TaskFiles files;

  public DcosDialect(DcosNode node, Doorkeeper doorkeeper, DcosLogs logs) {
    this.node = node;
    this.admission = new Admission(doorkeeper);
    this.sandboxes = new Sandboxes(logs.clusters());
    this.components = new Components(logs.journal(), logs.followers());
    this.discovery = new TaskDiscovery(sandboxes);
    this.files =
        new TaskFiles(
            sandboxes, logs.sharedFiles(), new TaskFileStreams(logs.tails(), logs.followers()));
  }

  @Override
  public String name() {
    return "dcos";
  }

  @Override
  public List<String> requestIdHeaders() {
    return List.of("X-Request-Id");
  }

  @Override
  public boolean owns(String path) {
    return path.startsWith(ROOT);
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(new Route(OWN, Route.Pace.INSTANT, DcosDialect::addSlash));
    below(OWN + "/v2", routes, handler -> handler);
    below(AGENT + "{agent}/logs/v2", routes, this::onThisAgent);
    if (node.isMaster()) {
      below(LEADER + "mesos/logs/v2", routes, handler -> handler);
    }
    return routes;
  }

  /** What a prefix does before each of its handlers. */
  private interface Gate {
    Route.Handler before(Route.Handler handler);
  }

  private void below(String prefix, List<Route> routes, Gate gate) {
    String sandbox = "/task/frameworks/{framework}/executors/{executor}/runs/{container}";
    List<Route> relative =
        List.of(
            route("/component", components::readAll),
            route("/component/{component}", components::readOne),
            route("/task/{task}", discovery::readDefault),
            route("/task/{task}/file/{file}", discovery::read),
            route("/task/{task}/browse", discovery::browse),
            route("/task/{task}/download", discovery::downloadDefault),
            route("/task/{task}/file/{file}/download", discovery::download),
            route(sandbox + "/files/browse", files::browseStandalone),
            route(sandbox + "/tasks/{task}/files/browse", files::browsePod),
            route(sandbox + "/{file}", files::readStandalone),
            route(sandbox + "/tasks/{task}/{file}", files::readPod),
            file(sandbox + "/{file}/download", files::downloadStandalone),
            file(sandbox + "/tasks/{task}/{file}/download", files::downloadPod));
    for (Route route : relative) {
      routes.add(new Route(prefix + route.template(), route.pace(), gate.before(route.handler())));
    }
  }

  private static Route route(String template, Route.Handler handler) {
    return new Route(template, Route.Pace.BLOCKING, handler);
  }

  private static Route file(String template, Route.Handler handler) {
    return new Route(template, Route.Pace.FILE, handler);
  }

  private Route.Handler onThisAgent(Route.Handler handler) {
    return exchange -> {
      String agent = exchange.variable("agent");
      if (!node.id().equals(agent)) {
        requireLocal(exchange, agent);
      }
      handler.handle(exchange);
    };
  }

  private void requireLocal(Exchange exchange, String agent) throws IOException {
    exchange.beforeBlocking();
    if (!sandboxes.isLocalAgent(agent)) {
      throw AGENT_ID.matcher(agent).matches()
          ? DcosProblems.agentUnknown(agent)
          : DcosProblems.pageNotFound();
    }
  }

  private static void addSlash(Exchange exchange) {
    throw new Problem(301, "", new Problem.Header("Location", OWN + "/"));
  }

  @Override
  public void admit(Exchange exchange) {
    // Decoded, as the routes are found: /system/v1/%61gent/ is an agent's.
    List<String> path = RequestPath.parse(exchange.rawPath()).segments();
    boolean isAgent =
        path.size() > AGENT_SEGMENTS.size()
            && path.subList(0, AGENT_SEGMENTS.size()).equals(AGENT_SEGMENTS);
    Permission permission = isAgent ? Permission.DCOS_SYSTEM_AGENT : Permission.DCOS_SYSTEM_LOGS;
    admission.require(exchange, permission, path);
  }

  @Override
  public Problem unknownRoute() {
    return DcosProblems.pageNotFound();
  }

  @Override
  public Problem wrongMethod(boolean known) {
    return DcosProblems.pageNotFound();
  }

  @Override
  public void describe(Exchange exchange, Problem problem) {
    exchange.sendText(problem.status(), problem.text() + "\n");
  }
}
