package io.millpond.server.config;

/** A value that will not do; becomes one problem of the file. */
final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int line;
  private final String key;

  RejectedException(int line, String key, String message) {
    super(message, null, false, false);
    this.line = line;
    this.key = key;
  }

  void report(Problems problems) {
    problems.add(line, key, String.valueOf(getMessage()));
  }
}
