package io.millpond.api.aidp;

import io.millpond.exports.ExportRequest;
import io.millpond.exports.LogPage;
import io.millpond.exports.LogQuery;
import io.millpond.exports.LogSearches;
import io.millpond.exports.PlatformCluster;
import io.millpond.exports.Refusal;
import io.millpond.http.BodyWriter;
import io.millpond.http.Exchange;
import io.millpond.json.JsonBody;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Answers searches: {@code searchLogs}. */
final class Searches {
  private final Callers callers;
  private final LogSearches searches;
  private final Optional<Duration> maxWindow;

  Searches(Callers callers, LogSearches searches, Optional<Duration> maxWindow) {
    this.callers = callers;
    this.searches = searches;
    this.maxWindow = maxWindow;
  }

  /** A token needs no remembering: a search changes nothing. */
  void search(Exchange exchange) throws IOException, InterruptedException {
    Downloads.retryToken(exchange);
    PlatformCluster cluster = callers.cluster(exchange);
    if (!Clusters.validators(cluster).isMatched(exchange)) {
      throw AidpProblem.noMatch();
    }
    ListQuery query = new ListQuery(exchange.query());
    int limit = query.limit();
    Optional<String> page = query.text("page");
    ExportRequest request = DownloadRequest.readSearch(RequestText.of(exchange), maxWindow);
    Callers.window(exchange, request);
    String binding = Hash.of("searchLogs", cluster.ref(), request);
    LogQuery wanted =
        new LogQuery(
            callers.caller(exchange).principal(),
            cluster.ref(),
            request,
            limit,
            page.map(token -> place(token, binding)));
    LogPage found = find(exchange, wanted);
    found.next().ifPresent(place -> exchange.with("opc-next-page", token(place, binding)));
    BodyWriter body = exchange.body(200, JsonBody.TYPE);
    JsonBody.write(body.asStream(), json -> new SearchJson(cluster, found).write(json));
    body.finish();
  }

  private LogPage find(Exchange exchange, LogQuery wanted)
      throws IOException, InterruptedException {
    try {
      return searches.search(wanted, exchange::watchClient);
    } catch (Refusal refused) {
      throw AidpProblem.of(refused);
    }
  }

  /** A token is good for its own request only, and not to be changed by mistake. */
  private static String token(String place, String request) {
    return Hash.of(request, place) + place;
  }

  private static String place(String token, String request) {
    if (token.length() > Hash.CHARS && token.length() <= Limits.MAX_SEARCH_TOKEN_CHARS) {
      String place = token.substring(Hash.CHARS);
      if (token.equals(token(place, request))) {
        return place;
      }
    }
    throw AidpProblem.noPage();
  }
}
