package io.millpond.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millpond.access.Identity;
import io.millpond.api.Doorkeeper;
import io.millpond.api.RequestCredentials;
import io.millpond.http.Dialect;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.http.RequestPath;
import io.millpond.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The routes of the service itself: whether it lives, whether it is ready, what it counts, what its
 * routes are. The last of the dialects: every path nobody else owns is refused here.
 */
final class SystemRoutes implements Dialect {
  private final Doorkeeper doorkeeper;
  private final boolean onLoopback;
  private final BooleanSupplier ready;
  private final PrometheusMeterRegistry meters;
  private final OpenApiDocuments documents;

  SystemRoutes(
      Doorkeeper doorkeeper,
      boolean onLoopback,
      BooleanSupplier ready,
      PrometheusMeterRegistry meters,
      OpenApiDocuments documents) {
    this.doorkeeper = doorkeeper;
    this.onLoopback = onLoopback;
    this.ready = ready;
    this.meters = meters;
    this.documents = documents;
  }

  @Override
  public String name() {
    return "system";
  }

  @Override
  public List<String> requestIdHeaders() {
    return List.of("X-Request-Id");
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route("/healthz", Route.Pace.INSTANT, exchange -> exchange.sendText(200, "ok\n")),
        new Route("/readyz", Route.Pace.INSTANT, this::readiness),
        new Route("/metrics", Route.Pace.BLOCKING, this::metrics),
        new Route("/openapi", Route.Pace.INSTANT, this::index),
        new Route("/openapi/{document}", Route.Pace.INSTANT, this::document));
  }

  @Override
  public boolean owns(String path) {
    return true;
  }

  /**
   * Health is anybody's business; metrics and documents are open where only this machine can
   * connect, elsewhere to any known caller; all else would tell strangers which routes there are.
   */
  @Override
  public void admit(Exchange exchange) {
    String path = exchange.rawPath();
    if (path.equals("/healthz") || path.equals("/readyz")) {
      return;
    }
    doorkeeper.requireOwnName(exchange);
    if (!isOpen(path)
        && !(doorkeeper.identifyAnyway(exchange, RequestCredentials::any)
            instanceof Identity.Known)) {
      throw new Problem(
          401, "Authentication required", new Problem.Header("WWW-Authenticate", "oauthjwt"));
    }
  }

  /** Of a path that is not tidy nothing is told, not even where it would lead. */
  private boolean isOpen(String path) {
    return onLoopback
        && (path.equals("/metrics") || path.equals("/openapi") || path.startsWith("/openapi/"))
        && !RequestPath.parse(path).isUnclean();
  }

  private void readiness(Exchange exchange) {
    if (ready.getAsBoolean()) {
      exchange.sendText(200, "ready\n");
    } else {
      exchange.sendText(503, "not ready\n");
    }
  }

  private void metrics(Exchange exchange) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    meters.scrape(text, "text/plain; version=0.0.4");
    exchange.send(200, "text/plain; version=0.0.4; charset=utf-8", text.toByteArray());
  }

  private void index(Exchange exchange) {
    StringBuilder text = new StringBuilder();
    documents.names().forEach(name -> text.append("/openapi/").append(name).append('\n'));
    exchange.sendText(200, text.toString());
  }

  private void document(Exchange exchange) {
    byte[] document = documents.find(exchange.variable("document")).orElseThrow(this::unknownRoute);
    exchange.send(200, "application/yaml", document);
  }

  @Override
  public Problem unknownRoute() {
    return Problem.notFound("404 page not found");
  }

  @Override
  public Problem wrongMethod(boolean known) {
    return known
        ? new Problem(405, "405 method not allowed", new Problem.Header("Allow", "GET, HEAD"))
        : unknownRoute();
  }

  @Override
  public void describe(Exchange exchange, Problem problem) {
    exchange.sendText(problem.status(), problem.text() + "\n");
  }
}
