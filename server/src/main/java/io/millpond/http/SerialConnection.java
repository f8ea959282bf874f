package io.millpond.http;

import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * An HTTP/1 connection whose requests are read by one thread at a time.
 *
 * <p>Jetty 12.1.14 means to, but refuses a malformed request on a thread of its own ({@code
 * RequestHandler.badMessage}), whose end has the connection read on while the thread that met the
 * malformed request is still in {@code onFillable}. Both then give back the one buffer of requests.
 */
final class SerialConnection extends HttpConnection {
  private final ReentrantLock reading = new ReentrantLock();

  private SerialConnection(HttpConfiguration configuration, Connector connector, EndPoint end) {
    super(configuration, connector, end);
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
