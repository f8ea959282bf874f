package io.millpond.logs;

import java.io.IOException;

/** Takes the names in a directory, one after the other. */
@FunctionalInterface
public interface NameSink {
  /**
   * A name. What is thrown ends the reading, and is thrown there.
   *
   * @param name of a file of any kind, or of a link, wherever that leads
   */
  void name(String name) throws IOException;
}
