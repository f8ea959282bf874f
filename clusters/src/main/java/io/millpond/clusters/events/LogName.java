package io.millpond.clusters.events;

import io.millpond.logs.FileStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The name of a log in an event log directory: a file {@code <base>[.<codec>][.inprogress]}, or a
 * directory {@code eventlog_v2_<base>} with the files that the log was rolled into.
 *
 * @param text the whole name
 * @param base {@code <application id>[_<attempt>]}, as Spark made a file name of it
 * @param rolling whether it names a directory
 * @param inProgress whether it says that the application runs; of a directory, its files say so
 */
record LogName(String text, String base, boolean rolling, boolean inProgress) {
  static final String IN_PROGRESS = ".inprogress";
  private static final String ROLLING = "eventlog_v2_";

  /** Ids in names have no periods: Spark replaces them. So the first one begins the codec. */
  private static final Set<String> CODECS = Set.of("", ".zstd", ".zst", ".lz4", ".gz");

  /** The name of a file or directory; empty where no event log is called that. */
  static Optional<LogName> of(FileStatus status) {
    return status.isDirectory()
        ? directory(status.name())
        : Optional.of(status).filter(FileStatus::isRegular).flatMap(file -> file(file.name()));
  }

  /** Whether a file or a directory of that name can be one. */
  static boolean mayBe(String text) {
    return directory(text).isPresent() || file(text).isPresent();
  }

  private static Optional<LogName> directory(String text) {
    String base = text.startsWith(ROLLING) ? text.substring(ROLLING.length()) : "";
    return base.isEmpty() ? Optional.empty() : Optional.of(new LogName(text, base, true, false));
  }

  private static Optional<LogName> file(String text) {
    boolean inProgress = text.endsWith(IN_PROGRESS);
    String name = inProgress ? text.substring(0, text.length() - IN_PROGRESS.length()) : text;
    int end = name.indexOf('.') < 0 ? name.length() : name.indexOf('.');
    if (end == 0 || !CODECS.contains(name.substring(end))) {
      return Optional.empty();
    }
    return Optional.of(new LogName(text, name.substring(0, end), false, inProgress));
  }

  /** Whether Spark gives the log of an application, or of an attempt of it, such a name. */
  boolean isOf(String applicationId) {
    String id = asFileName(applicationId);
    String name = asFileName(base);
    return name.equals(id) || name.startsWith(id + "_");
  }

  /**
   * The attempt that the name tells, once the application's id is known; 1 where it tells none. An
   * id has underscores itself, so without it the last number of a name may be either.
   */
  int attempt(String applicationId) {
    String id = asFileName(applicationId);
    if (!base.startsWith(id + "_")) {
      return 1;
    }
    return attemptNumber(base.substring(id.length() + 1));
  }

  /** A number from 1; 1 for what is none. */
  static int attemptNumber(String text) {
    boolean isNumber =
        !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? Math.max(1, Integer.parseInt(text)) : 1;
  }

  /** What Spark's {@code Utils.sanitizeDirName} makes of an id. */
  private static String asFileName(String id) {
    return id.replaceAll("[ :/]", "-").replaceAll("[.${}'\"]", "_").toLowerCase(Locale.ROOT);
  }
}
