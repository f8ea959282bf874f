package io.millpond.clusters.spark;

import java.util.regex.Pattern;

/**
 * Which files of a worker's directory are logs. A worker copies the application's jar and files
 * into the directory of a driver, and executors run there and may leave anything, so a file is
 * shown only where its name says that it is a log: {@code stdout} and {@code stderr}, alone or with
 * something behind them that a roller adds, and names that end in {@code .log} or have a roller's
 * ending behind that ({@code gc.log.0}, {@code app.log-2026-11-20.gz}).
 */
final class LogNames {
  private static final Pattern LOG =
      Pattern.compile("(?:stdout|stderr)(?:[-._].*)?|[^.].*\\.log(?:[-._].*)?", Pattern.DOTALL);

  private LogNames() {}

  /** Whether a file of this name is shown. */
  static boolean isLog(String name) {
    return LOG.matcher(name).matches();
  }
}
