package io.millpond.api.fabric;

import io.millpond.clusters.history.HistoryServer;
import io.millpond.http.BodyWriter;
import io.millpond.http.Exchange;
import io.millpond.json.JsonBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The routes of Spark's own REST API, passed on to a history server with the attempt filled in. Its
 * answers are passed back, its errors in this dialect's form.
 */
final class SparkRest {
  /** What it serves of one application; the lists of applications and the version are not. */
  private static final Set<String> RESOURCES =
      Set.of(
          "jobs",
          "stages",
          "executors",
          "allexecutors",
          "allmiscellaneousprocess",
          "sql",
          "storage",
          "environment",
          "streaming");

  private static final Pattern SEGMENT = Pattern.compile("[0-9A-Za-z_:-][0-9A-Za-z_.:-]*");

  private final Chain chain;
  private final Map<String, HistoryServer> servers;

  /**
   * @param servers by the name of their cluster
   */
  SparkRest(Chain chain, Map<String, HistoryServer> servers) {
    this.chain = chain;
    this.servers = Map.copyOf(servers);
  }

  /** {@code …/applications/{appId}/{rest...}}, where the rest may begin with an attempt. */
  void answer(Exchange exchange) throws IOException {
    List<String> rest = List.of(exchange.variable("rest").split("/", -1));
    boolean hasAttempt = !rest.isEmpty() && !RESOURCES.contains(rest.getFirst());
    List<String> resource = hasAttempt ? rest.subList(1, rest.size()) : rest;
    if (resource.isEmpty()
        || !RESOURCES.contains(resource.getFirst())
        || !resource.stream().allMatch(segment -> SEGMENT.matcher(segment).matches())) {
      throw FabricProblem.noEndpoint();
    }
    Chain.Run run =
        chain.run(exchange, hasAttempt ? Optional.of(rest.getFirst()) : Optional.empty());
    HistoryServer server = servers.get(run.cluster().name());
    if (server == null) {
      throw new FabricProblem(
          404,
          "EndpointNotFound",
          "No Spark history server is configured for the cluster of this application");
    }
    String id = run.application().id();
    if (!SEGMENT.matcher(id).matches()) {
      throw FabricProblem.noApplication();
    }
    int attempt = run.attempt().number();
    boolean isLast = attempt == run.application().lastAttempt().number();
    try (HistoryServer.Answer answer =
        ask(server, id, attempt, isLast, String.join("/", resource), exchange.query().raw())) {
      pass(exchange, answer);
    }
  }

  private static HistoryServer.Answer ask(
      HistoryServer server, String id, int attempt, boolean isLast, String resource, String query) {
    try {
      return server.ask(id, attempt, isLast, resource, query);
    } catch (IOException | IllegalArgumentException unreachable) {
      throw unavailable();
    }
  }

  private static FabricProblem unavailable() {
    return new FabricProblem(
        503, "ServiceUnavailable", "The Spark history server does not answer as it should");
  }

  private static void pass(Exchange exchange, HistoryServer.Answer answer) throws IOException {
    if (answer.status() == 404) {
      throw FabricProblem.noApplication();
    }
    if (answer.status() == 400) {
      throw FabricProblem.invalidParameter("The Spark history server refuses a parameter.");
    }
    if (answer.status() != 200 || !answer.contentType().startsWith("application/json")) {
      throw unavailable();
    }
    BodyWriter body = exchange.body(200, JsonBody.TYPE_WITH_CHARSET);
    if (!body.headersOnly()) {
      InputStream in = answer.body();
      byte[] buffer = new byte[Limits.PASSED_BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        body.write(buffer, 0, read);
      }
    }
    body.finish();
  }
}
