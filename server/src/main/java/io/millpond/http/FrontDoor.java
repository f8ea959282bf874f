package io.millpond.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every request comes in: finds its dialect and route, asks the dialect whether the caller is
 * admitted, and runs the handler where it holds up nobody. What a handler throws is turned into an
 * answer here and nowhere else.
 */
final class FrontDoor extends Handler.Abstract.NonBlocking {
  static final String EXCHANGE = FrontDoor.class.getName();
  private static final HttpField NO_SNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);

  /** A dialect with its routes; the first that owns a path answers for it. */
  private record Wing(Dialect dialect, RouteTable routes) {}

  private final List<Dialect> dialects;
  private final List<Wing> wings;
  private final Cors cors;
  private final Executor virtualThreads;
  private final RequestIds requestIds = new RequestIds();
  private final AtomicInteger inFlight = new AtomicInteger();

  FrontDoor(List<Dialect> dialects, Cors cors, Executor virtualThreads) {
    this.dialects = List.copyOf(dialects);
    this.wings =
        dialects.stream()
            .map(dialect -> new Wing(dialect, new RouteTable(dialect.routes())))
            .toList();
    this.cors = cors;
    this.virtualThreads = virtualThreads;
  }

  /** Requests that have begun and not ended. */
  int inFlight() {
    return inFlight.get();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    inFlight.incrementAndGet();
    String path = Exchange.rawPath(request);
    Wing wing = owner(path);
    Exchange exchange =
        open(request, response, callback, wing.dialect(), requestId(wing.dialect(), request));
    exchange.whenEnded(inFlight::decrementAndGet);
    cors.apply(exchange);
    Optional<RouteTable.Match> match;
    try {
      RequestPath parsed = RequestPath.parse(path);
      match = parsed.isUnclean() ? Optional.empty() : wing.routes().find(parsed.segments());
      match.ifPresent(found -> exchange.matched(found.variables()));
      if (holdsUpNobody(exchange, match)) {
        exchange.onSharedThread(true);
        answer(exchange, wing.dialect(), match, parsed);
      } else {
        answerOnOwnThread(exchange, wing.dialect(), match, parsed);
      }
    } catch (Problem malformed) {
      refuse(exchange, wing.dialect(), malformed);
    }
    return true;
  }

  private String requestId(Dialect dialect, Request request) {
    return dialect.requestId(
        requestIds.next(), name -> Optional.ofNullable(request.getHeaders().get(name)));
  }

  private Exchange open(
      Request request, Response response, Callback callback, Dialect dialect, String requestId) {
    Exchange exchange = new Exchange(request, response, callback, requestId, this::withoutSecrets);
    request.setAttribute(EXCHANGE, new Served(requestId, dialect.name()));
    exchange.withNew(NO_SNIFF);
    for (String header : dialect.requestIdHeaders()) {
      exchange.withNew(new HttpField(header, requestId));
    }
    return exchange;
  }

  /**
   * Refuses a request that the server below did not let in, or broke off before it was answered.
   * What stands behind it is not looked at: where it begins may be as doubtful.
   *
   * @param path of its target, as far as it is known
   */
  void refuse(
      Request request, Response response, Callback callback, String path, int status, String text) {
    Dialect dialect = owner(path).dialect();
    String requestId =
        request.getAttribute(EXCHANGE) instanceof Served served
            ? served.requestId()
            : requestId(dialect, request);
    Exchange exchange = open(request, response, callback, dialect, requestId);
    exchange.endConnection();
    dialect.describe(exchange, dialect.malformed(status, text));
  }

  private String withoutSecrets(String target) {
    return Dialect.logged(target, dialects);
  }

  private Wing owner(String path) {
    for (Wing wing : wings) {
      if (wing.dialect().owns(path)) {
        return wing;
      }
    }
    throw new IllegalStateException("the last dialect owns every path");
  }

  /** What the access log and the metrics want to know of a request. */
  record Served(String requestId, String dialect) {}

  private static boolean holdsUpNobody(Exchange exchange, Optional<RouteTable.Match> match) {
    return match
        .map(found -> found.route().pace())
        .map(pace ->
            pace == Route.Pace.INSTANT
                || (pace == Route.Pace.FILE && FileAnswer.isInline(exchange)))
        .orElse(true);
  }

  private void answerOnOwnThread(
      Exchange exchange, Dialect dialect, Optional<RouteTable.Match> match, RequestPath path) {
    exchange.onSharedThread(false);
    try {
      virtualThreads.execute(() -> answer(exchange, dialect, match, path));
    } catch (RejectedExecutionException stopping) {
      refuse(exchange, dialect, new Problem(503, "Service Unavailable"));
    }
  }

  private void answer(
      Exchange exchange, Dialect dialect, Optional<RouteTable.Match> match, RequestPath path) {
    try {
      if (cors.isPreflight(exchange, match.map(RouteTable.Match::route))) {
        exchange.sendEmpty(204);
        return;
      }
      dialect.admit(exchange);
      Optional<Route.Handler> handler =
          match.flatMap(found -> found.route().handler(exchange.method()));
      boolean reads = exchange.method().equals("GET") || exchange.isHead();
      if (handler.isEmpty() && (match.isPresent() || !reads)) {
        throw match
            .map(found -> dialect.wrongMethod(found.route()))
            .orElseGet(() -> dialect.wrongMethod(false));
      }
      if (path.isUnclean() && dialect.redirects() && redirect(exchange, path)) {
        return;
      }
      handler.orElseThrow(dialect::unknownRoute).handle(exchange);
    } catch (NeedsOwnThread slow) {
      answerOnOwnThread(exchange, dialect, match, path);
    } catch (Problem refused) {
      refuse(exchange, dialect, refused);
    } catch (EOFException | ClosedChannelException gone) {
      fail(exchange, dialect, gone);
    } catch (IOException failure) {
      // The client left, or a disk failed: no fault of the program, so one line.
      log.info("request {} broke off: {}", exchange.requestId(), failure.toString());
      fail(exchange, dialect, failure);
    } catch (UncheckedIOException failure) {
      log.info("request {} broke off: {}", exchange.requestId(), failure.toString());
      fail(exchange, dialect, failure);
    } catch (Throwable failure) {
      log.warn("request {} failed", exchange.requestId(), failure);
      fail(exchange, dialect, failure);
    }
  }

  /** Sends a client with an untidy path to the tidy one, where there is something. */
  private boolean redirect(Exchange exchange, RequestPath path) {
    String cleaned = path.cleaned();
    boolean leadsSomewhere =
        wings.stream()
            .anyMatch(
                wing -> wing.routes().find(RequestPath.parse(cleaned).segments()).isPresent());
    if (leadsSomewhere) {
      String query = exchange.query().raw();
      exchange.with("Location", cleaned + (query.isEmpty() ? "" : "?" + query));
      exchange.sendEmpty(301);
    }
    return leadsSomewhere;
  }

  private static void refuse(Exchange exchange, Dialect dialect, Problem problem) {
    if (exchange.isCommitted()) {
      exchange.abort(problem);
      return;
    }
    exchange.clear();
    problem.headers().forEach(header -> exchange.with(header.name(), header.value()));
    dialect.describe(exchange, problem);
  }

  private static void fail(Exchange exchange, Dialect dialect, Throwable failure) {
    if (exchange.isCommitted()) {
      exchange.abort(failure);
    } else {
      refuse(
          exchange, dialect, new Problem(500, "Internal error, request " + exchange.requestId()));
    }
  }
}
