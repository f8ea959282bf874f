package io.millpond.api.admin;

import static io.millpond.http.Route.Method.DELETE;
import static io.millpond.http.Route.Method.POST;
import static io.millpond.http.Route.Method.PUT;

import io.millpond.access.GrantRegistrar;
import io.millpond.api.Doorkeeper;
import io.millpond.catalog.Registrar;
import io.millpond.http.Dialect;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.http.Route;
import java.util.List;
import java.util.Map;

/**
 * The administrator's API. Every refusal is an object of {@code code}, {@code message} and {@code
 * requestId}.
 */
public final class AdminDialect implements Dialect {
  static final String ROOT = "/admin/v1";
  private static final String OWNED = "/admin/";

  private final Admission admission;
  private final Registry registry;
  private final GrantDesk grants;

  /**
   * @param origins web origins whose pages may use this API
   */
  public AdminDialect(
      Doorkeeper doorkeeper, Registrar registrar, GrantRegistrar grants, List<String> origins) {
    this.admission = new Admission(doorkeeper, origins);
    this.registry = new Registry(registrar);
    this.grants = new GrantDesk(grants);
  }

  @Override
  public String name() {
    return "admin";
  }

  @Override
  public List<String> requestIdHeaders() {
    return List.of("X-Request-Id");
  }

  @Override
  public boolean owns(String path) {
    return path.startsWith(OWNED) || path.equals("/admin");
  }

  @Override
  public List<Route> routes() {
    String workspaces = ROOT + "/workspaces";
    String workspace = workspaces + "/{workspaceId}";
    String items = workspace + "/items";
    String item = items + "/{itemId}";
    String sessions = item + "/sessions";
    String session = sessions + "/{sessionId}";
    return List.of(
        route(workspaces, registry::listWorkspaces).with(POST, registry::addWorkspace),
        route(workspace, registry::readWorkspace)
            .with(PUT, registry::putWorkspace)
            .with(DELETE, registry::deleteWorkspace),
        route(items, registry::listItems).with(POST, registry::addItem),
        route(item, registry::readItem)
            .with(PUT, registry::putItem)
            .with(DELETE, registry::deleteItem),
        route(sessions, registry::listSessions).with(POST, registry::addSession),
        route(session, registry::readSession)
            .with(PUT, registry::putSession)
            .with(DELETE, registry::deleteSession),
        new Route(
            session + "/applications",
            Route.Pace.BLOCKING,
            Map.of(POST, registry::addApplications)),
        route(ROOT + "/grants", grants::list),
        route(ROOT + "/grants/{principal}", grants::read)
            .with(PUT, grants::put)
            .with(DELETE, grants::delete));
  }

  private static Route route(String template, Route.Handler read) {
    return new Route(template, Route.Pace.BLOCKING, read);
  }

  @Override
  public void admit(Exchange exchange) {
    admission.require(exchange);
  }

  @Override
  public Problem unknownRoute() {
    return AdminProblem.noRoute();
  }

  @Override
  public Problem wrongMethod(boolean known) {
    return AdminProblem.noRoute();
  }

  @Override
  public Problem wrongMethod(Route route) {
    return AdminProblem.wrongMethod(route.allowed());
  }

  @Override
  public void describe(Exchange exchange, Problem problem) {
    Json.sendProblem(exchange, problem);
  }
}
