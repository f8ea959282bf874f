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
 * <p>It knows of a request that Jetty refuses what it was for.
 */
final class SerialConnection extends HttpConnection {
  private final ReentrantLock reading = new ReentrantLock();

  /** Set while the constructor of the class above runs, so it has no initial value here. */
  private @Nullable RequestHandler handler;

  private Optional<RequestLineKeeper.Line> refused = Optional.empty();

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
      super.onFillable();
    } finally {
      reading.unlock();
    }
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
