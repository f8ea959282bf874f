package io.millpond.http;

import java.util.List;

/** A dialect of a few routes that answers in bare words. */
public record TestingDialect(List<Route> routes) implements Dialect {
  @Override
  public String name() {
    return "testing";
  }

  @Override
  public List<String> requestIdHeaders() {
    return List.of("X-Request-Id");
  }

  @Override
  public boolean owns(String path) {
    return true;
  }

  @Override
  public void admit(Exchange exchange) {
    if (exchange.header("Authorization").filter("nobody"::equals).isPresent()) {
      throw new Problem(401, "who are you", new Problem.Header("WWW-Authenticate", "testing"));
    }
  }

  @Override
  public Problem unknownRoute() {
    return Problem.notFound("no route");
  }

  @Override
  public Problem wrongMethod(boolean known) {
    return new Problem(405, known ? "wrong method" : "no route");
  }

  @Override
  public void describe(Exchange exchange, Problem problem) {
    exchange.sendText(problem.status(), "refused: " + problem.text());
  }
}
