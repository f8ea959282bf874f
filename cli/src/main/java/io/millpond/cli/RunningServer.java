package io.millpond.cli;

import java.net.URI;

/** A server that answers. */
public interface RunningServer extends AutoCloseable {
  /** Where it answers, with the port it really listens on. */
  URI uri();

  /** Stops: no new connections, followers' connections closed, all within a few seconds. */
  @Override
  void close();
}
