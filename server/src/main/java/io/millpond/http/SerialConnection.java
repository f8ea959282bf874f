package io.millpond.http;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1 connection whose requests are read by one thread at a time.
 *
 * <p>Jetty 12.1.14 means to, but refuses a malformed request on a thread of its own ({@code
 * RequestHandler.badMessage}), whose end has the connection read on while the thread that met the
 * malformed request is still in {@code onFillable}. Both then give back the one buffer of requests.
 *
 * <p>It knows of a request that Jetty refuses what it was for, and how long it has waited for the
 * client.
 */
final class SerialConnection extends HttpConnection {
  private final ReentrantLock reading = new ReentrantLock();

  /** Set while the constructor of the class above runs, so it has no initial value here. */
  private @Nullable RequestHandler handler;

  private Optional<RequestLineKeeper.Line> refused = Optional.empty();

  /** What it waits for, and since when; told to a thread that does not read. */
  private record Waiting(For what, long since) {}

  private enum For {
    /** A request, the first one. */
    FIRST,
    /** The first byte of another one. */
    NEXT,
    /** The rest of a head. */
    HEAD,
    /** Something that is not the client's to send. */
    NOTHING
  }

  private static final Waiting FOR_NOTHING = new Waiting(For.NOTHING, 0);

  private long requests;
  private volatile Waiting waiting = new Waiting(For.FIRST, System.nanoTime());

  private SerialConnection(HttpConfiguration configuration, Connector connector, EndPoint end) {
    super(configuration, connector, end);
  }

  @Override
  protected RequestHandler newRequestHandler() {
    RequestHandler made = super.newRequestHandler();
    handler = made;
    return made;
  }

  @Override
  protected HttpParser newHttpParser(HttpCompliance compliance) {
    HttpConfiguration configuration = getHttpConfiguration();
    HttpParser parser =
        new RequestLineKeeper(
            Objects.requireNonNull(handler), configuration.getRequestHeaderSize(), compliance);
    parser.setHeaderCacheSize(configuration.getHeaderCacheSize());
    parser.setHeaderCacheCaseSensitive(configuration.isHeaderCacheCaseSensitive());
    return parser;
  }

  /** The line of the request that was refused, where it was refused for its line. */
  Optional<RequestLineKeeper.Line> refused() {
    return refused;
  }

  /** What stands for a request whose line was refused has its method: a HEAD is sent no body. */
  @Override
  protected HttpStreamOverHTTP1 newHttpStream(
      String method, String uri, @Nullable HttpVersion version) {
    if (getParser() instanceof RequestLineKeeper keeper) {
      refused = keeper.refused();
    }
    boolean isHead = refused.map(line -> HttpMethod.HEAD.is(line.method())).orElse(false);
    return super.newHttpStream(isHead ? HttpMethod.HEAD.asString() : method, uri, version);
  }

  @Override
  public void onFillable() {
    reading.lock();
    try {
      Waiting before = waiting;
      // What has come is looked at: not the moment to say that nothing came.
      waiting = FOR_NOTHING;
      super.onFillable();
      waiting = after(before);
    } finally {
      reading.unlock();
    }
  }

  private Waiting after(Waiting before) {
    HttpParser parser = getParser();
    if (parser.isStart()) {
      // Line ends before a request are no part of one, and no progress.
      boolean goesOn =
          (before.what() == For.FIRST || before.what() == For.NEXT) && getMessagesIn() == requests;
      requests = getMessagesIn();
      return goesOn ? before : new Waiting(For.NEXT, System.nanoTime());
    }
    return parser instanceof RequestLineKeeper keeper && keeper.inHeaderState()
        ? new Waiting(For.HEAD, keeper.begunAt())
        : FOR_NOTHING;
  }

  /** Whether the client has had all the time it may have to send a request. */
  boolean isLate(ConnectionLimits.Slowness slowness, long now) {
    Waiting seen = waiting;
    return switch (seen.what()) {
      case FIRST, HEAD -> now - seen.since() >= slowness.headTimeout().toNanos();
      case NEXT -> now - seen.since() >= slowness.keepAliveTimeout().toNanos();
      case NOTHING -> false;
    };
  }

  /** Makes such connections. */
  static final class Factory extends HttpConnectionFactory {
    Factory(HttpConfiguration configuration) {
      super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint end) {
      return configure(
          new SerialConnection(getHttpConfiguration(), connector, end), connector, end);
    }
  }
}
