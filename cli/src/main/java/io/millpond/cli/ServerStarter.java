package io.millpond.cli;

import io.millpond.server.config.Configuration;

/** Starts the server: the one thing the command line needs of it. */
@FunctionalInterface
public interface ServerStarter {
  /**
   * Starts a server and returns when it answers.
   *
   * @throws Exception where it cannot start; nothing is left behind then
   */
  RunningServer start(Configuration configuration) throws Exception;
}
