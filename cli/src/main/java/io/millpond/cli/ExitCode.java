package io.millpond.cli;

/** How the process ends. */
final class ExitCode {
  /** As asked: after SIGTERM or SIGINT, too. */
  static final int OK = 0;

  /** The server could not be started or failed; the reason is on standard error. */
  static final int FAILED = 1;

  /** The command line is not understood. */
  static final int USAGE = 2;

  /** The configuration cannot be used: EX_CONFIG of BSD's sysexits.h. */
  static final int CONFIGURATION = 78;

  private ExitCode() {}
}
