package io.millpond.cli;

/** The server that the command line starts. */
final class Servers {
  private Servers() {}

  static ServerStarter jetty() {
    return configuration -> {
      throw new UnsupportedOperationException("this build has no server");
    };
  }
}
