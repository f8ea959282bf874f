package io.millpond.api.aidp;

import io.millpond.exports.Accepted;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Exports;
import io.millpond.exports.Link;
import io.millpond.exports.PlatformCluster;
import io.millpond.exports.Refusal;
import io.millpond.http.Exchange;
import io.millpond.http.PercentCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Accepts exports. */
final class Downloads {
  private static final String RETRY_TOKEN = "opc-retry-token";

  private final Callers callers;
  private final Exports exports;
  private final Optional<Duration> maxWindow;
  private final Supplier<URI> publicUrl;

  Downloads(
      Callers callers, Exports exports, Optional<Duration> maxWindow, Supplier<URI> publicUrl) {
    this.callers = callers;
    this.exports = exports;
    this.maxWindow = maxWindow;
    this.publicUrl = publicUrl;
  }

  void accept(Exchange exchange) throws IOException {
    Optional<String> token = retryToken(exchange);
    PlatformCluster cluster = callers.cluster(exchange);
    ExportRequest.Form form = FileForm.asked(exchange.query());
    ExportRequest request = DownloadRequest.read(RequestText.of(exchange), form, maxWindow);
    Callers.window(exchange, request);
    Accepted accepted;
    try {
      accepted =
          exports.accept(callers.creator(exchange), cluster.ref(), cluster.name(), request, token);
    } catch (Refusal refused) {
      throw AidpProblem.of(refused);
    }
    exchange
        .with("aidp-async-operation-key", accepted.operationKey())
        .with("datalake-cluster-log-par-url", url(accepted.link()));
    if (exchange.rawPath().startsWith(AidpDialect.DATA_LAKES)) {
      exchange.with("datalake-async-operation-key", accepted.operationKey());
    }
    exchange.sendEmpty(202);
  }

  /** The token of a request that may be sent again, where it has one. */
  static Optional<String> retryToken(Exchange exchange) {
    Optional<String> token = exchange.header(RETRY_TOKEN);
    if (token
        .filter(some -> some.isBlank() || some.length() > Limits.MAX_RETRY_TOKEN_CHARS)
        .isPresent()) {
      throw AidpProblem.invalid(
          RETRY_TOKEN + " must be 1 to " + Limits.MAX_RETRY_TOKEN_CHARS + " characters");
    }
    return token;
  }

  private String url(Link link) {
    return publicUrl.get()
        + "/p/"
        + link.secret()
        + "/n/"
        + PercentCode.encodeSegment(link.namespace())
        + "/b/"
        + PercentCode.encodeSegment(link.bucket())
        + "/o/"
        + Arrays.stream(link.object().split("/", -1))
            .map(PercentCode::encodeSegment)
            .collect(Collectors.joining("/"));
  }
}
