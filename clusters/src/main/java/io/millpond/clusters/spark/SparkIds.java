package io.millpond.clusters.spark;

import io.millpond.clusters.Limits;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of a standalone cluster. Masters make them by patterns that can be configured since Spark
 * 4 ({@code spark.deploy.appIdPattern}, {@code spark.deploy.driverIdPattern}), so any name that can
 * be one directory is taken for an id that somebody asks for; only where nobody says what a
 * directory is, the usual form decides.
 */
final class SparkIds {
  /** The container id of a driver that ran in its submitter's process. */
  static final String CLIENT_DRIVER = "driver";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern APPLICATION = Pattern.compile("app-\\d{14}-\\d{4,10}");
  private static final Pattern DRIVER = Pattern.compile("driver-\\d{14}-\\d{4,10}");
  private static final Pattern EXECUTOR = Pattern.compile("\\d{1,10}");

  private static final Pattern WORKER =
      Pattern.compile("worker-(\\d{14})-([^/\\s]{1,200})-(\\d{1,5})");

  /** Those of YARN and Kubernetes, whose event logs may lie in the same directory. */
  private static final Pattern FOREIGN =
      Pattern.compile("application_\\d+_\\d+|spark-[0-9a-f]{32}");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

  private SparkIds() {}

  /** Whether an application of this cluster, or a driver, can have the id. */
  static boolean isPossible(String id) {
    return id.length() <= Limits.MAX_ID_BYTES
        && NAME.matcher(id).matches()
        && !FOREIGN.matcher(id).matches();
  }

  /** Whether a directory of this name is an application's, for all that can be told by it. */
  static boolean isApplication(String name) {
    return APPLICATION.matcher(name).matches();
  }

  /**
   * Whether a directory of this name may be an application's, if executors' are in it. One of a
   * driver is where a program runs, which can make directories of any names.
   */
  static boolean mayBeApplication(String name) {
    return isPossible(name) && !DRIVER.matcher(name).matches();
  }

  /** Whether a directory of this name in an application's is an executor's. */
  static boolean isExecutor(String name) {
    return EXECUTOR.matcher(name).matches();
  }

  /** The time in an id of the usual form: the master's clock, taken to be in this zone. */
  static Optional<Instant> madeAt(String id) {
    return isApplication(id) ? time(id.substring(4, 18)) : Optional.empty();
  }

  /** The node of a worker whose id has the usual form. */
  static Optional<String> workerNode(String workerId) {
    Matcher matcher = WORKER.matcher(workerId);
    return matcher.matches()
        ? Optional.of(matcher.group(2) + ":" + matcher.group(3))
        : Optional.empty();
  }

  /** The time in a worker's id of the usual form: its own clock, taken to be in this zone. */
  static Optional<Instant> workerStartedAt(String workerId) {
    Matcher matcher = WORKER.matcher(workerId);
    return matcher.matches() ? time(matcher.group(1)) : Optional.empty();
  }

  private static Optional<Instant> time(String text) {
    try {
      LocalDateTime time = LocalDateTime.parse(text, TIME);
      return Optional.of(time.atZone(ZoneId.systemDefault()).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static String containerId(String applicationId, String executor) {
    return applicationId + "_" + executor;
  }

  /** The executor of a container id; empty where it is none of that application. */
  static String executor(String applicationId, String containerId) {
    String prefix = applicationId + "_";
    String executor = containerId.startsWith(prefix) ? containerId.substring(prefix.length()) : "";
    return isExecutor(executor) ? executor : "";
  }
}
