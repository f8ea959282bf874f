package io.millpond.clusters.yarn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container's id, {@code container_[e<epoch>_]<cluster timestamp>_<app>_<attempt>_<sequence>}.
 *
 * @param text as it is written
 * @param applicationId of the application it belongs to
 * @param attempt the number of the attempt, from 1
 */
record ContainerId(String text, String applicationId, int attempt) {
  private static final Pattern CONTAINER =
      Pattern.compile("container_(?:e\\d{1,10}_)?(\\d{1,19}_\\d{4,10})_(\\d{2,9})_\\d{6,19}");

  private static final Pattern BUCKET = Pattern.compile("\\d{4}");

  /** How many directories {@link #bucket} tells. */
  static final int BUCKETS = 10_000;

  private static final Pattern APPLICATION = Pattern.compile("application_\\d{1,19}_(\\d{4,10})");

  static Optional<ContainerId> parse(String text) {
    Matcher matcher = CONTAINER.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int attempt = Integer.parseInt(matcher.group(2));
    return attempt == 0
        ? Optional.empty()
        : Optional.of(new ContainerId(text, "application_" + matcher.group(1), attempt));
  }

  /** The container, if it is one of the application. */
  static Optional<ContainerId> parse(String text, String applicationId) {
    return parse(text).filter(id -> id.applicationId().equals(applicationId));
  }

  /** Whether that can be the id of an application of YARN. */
  static boolean isApplication(String text) {
    return APPLICATION.matcher(text).matches();
  }

  /** Whether {@link #bucket} can tell a directory of that name. */
  static boolean isBucket(String name) {
    return BUCKET.matcher(name).matches();
  }

  /** The directory that aggregated files of an application are sorted into, of ten thousand. */
  static String bucket(String applicationId) {
    Matcher matcher = APPLICATION.matcher(applicationId);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no id of an application");
    }
    String number = matcher.group(1);
    return number.substring(number.length() - 4);
  }
}
