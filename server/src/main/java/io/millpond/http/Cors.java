package io.millpond.http;

import java.util.List;
import java.util.Optional;

/**
 * Which web pages may read answers in a browser: those of the origins that are listed, and no
 * others.
 *
 * @param origins as browsers send them: scheme, host and port
 */
public record Cors(List<String> origins) {
  /** By name: with credentials {@code *} means a header of that name (Fetch, section 3.2.5). */
  private static final String EXPOSED =
      "Accept-Ranges, Content-Disposition, Content-Range, ETag, X-Request-Id, opc-request-id,"
          + " opc-next-page, aidp-async-operation-key, datalake-async-operation-key,"
          + " datalake-cluster-log-par-url";

  private Optional<String> allowed(Exchange exchange) {
    return exchange.header("Origin").filter(origins::contains);
  }

  void apply(Exchange exchange) {
    if (origins.isEmpty()) {
      return;
    }
    exchange.with("Vary", "Origin");
    allowed(exchange)
        .ifPresent(origin ->
            exchange
                .with("Access-Control-Allow-Origin", origin)
                .with("Access-Control-Allow-Credentials", "true")
                .with("Access-Control-Expose-Headers", EXPOSED));
  }

  /**
   * Whether a browser asks beforehand; answered for listed origins only, and without credentials.
   *
   * @param route the one of the path
   */
  boolean isPreflight(Exchange exchange, Optional<Route> route) {
    if (!exchange.method().equals("OPTIONS")
        || exchange.header("Access-Control-Request-Method").isEmpty()
        || allowed(exchange).isEmpty()) {
      return false;
    }
    exchange
        .with("Access-Control-Allow-Methods", route.map(Route::allowed).orElse("GET, HEAD"))
        .with(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Last-Event-ID, Range, If-Range, If-Match, If-None-Match,"
                + " opc-request-id, opc-retry-token, opc-client-info, opc-client-retries, x-date,"
                + " x-content-sha256")
        .with("Access-Control-Max-Age", "600");
    return true;
  }
}
