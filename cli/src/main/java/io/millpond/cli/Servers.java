package io.millpond.cli;

import io.millpond.server.Millpond;
import java.io.OutputStream;
import java.net.URI;

/** The server that the command line starts. */
final class Servers {
  private Servers() {}

  /**
   * The real one.
   *
   * @param accessLog where its access log goes; may block
   */
  static ServerStarter jetty(OutputStream accessLog) {
    return configuration -> new Jetty(new Millpond(configuration, accessLog));
  }

  private record Jetty(Millpond millpond) implements RunningServer {
    @Override
    public URI uri() {
      return millpond.uri();
    }

    @Override
    public void close() {
      millpond.close();
    }
  }
}
