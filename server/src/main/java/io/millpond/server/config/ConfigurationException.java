package io.millpond.server.config;

import java.util.List;

/**
 * The configuration cannot be used. The message has a line a problem, each naming file, line and
 * key; no secret and no value that came from the environment is in it.
 */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1;
  private final List<String> problems;

  ConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the file; at least one. */
  public List<String> problems() {
    return problems;
  }
}
