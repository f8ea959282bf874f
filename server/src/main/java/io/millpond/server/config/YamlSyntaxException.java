package io.millpond.server.config;

/** The file is not YAML as we read it. The message repeats nothing of the file's values. */
final class YamlSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int line;

  YamlSyntaxException(int line, String message) {
    super(message, null, false, false);
    this.line = line;
  }

  /** Where, from 1. */
  int line() {
    return line;
  }
}
