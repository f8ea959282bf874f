package io.millpond.cli;

import io.millpond.server.Millpond;
import java.net.URI;

/** The server that the command line starts. */
final class Servers {
  private Servers() {}

  /** The real one; its access log goes where its own log does, to standard error. */
  static ServerStarter jetty() {
    return configuration -> new Jetty(new Millpond(configuration, System.err));
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
