package io.millpond.api.fabric;

import io.millpond.http.Dialect;
import io.millpond.http.Exchange;
import io.millpond.http.Problem;
import io.millpond.http.Route;
import java.util.List;

/** The last of the dialects, which owns what no other does. */
final class EverythingElse implements Dialect {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public List<String> requestIdHeaders() {
    return List.of();
  }

  @Override
  public List<Route> routes() {
    return List.of();
  }

  @Override
  public boolean owns(String path) {
    return true;
  }

  @Override
  public void admit(Exchange exchange) {}

  @Override
  public Problem unknownRoute() {
    return Problem.notFound("nothing");
  }

  @Override
  public Problem wrongMethod(boolean known) {
    return unknownRoute();
  }

  @Override
  public void describe(Exchange exchange, Problem problem) {
    exchange.sendText(problem.status(), problem.text());
  }
}
