package io.millpond.clusters.kubernetes;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a log file of a container: {@code 0.log} is written to in the container's first run,
 * {@code 1.log} in its second. The kubelet renames it to {@code 0.log.20261120-040306} when it has
 * grown large enough, and compresses that to {@code 0.log.20261120-040306.gz} when it renames the
 * next one. While it compresses, there is a {@code .tmp} beside; that is no log.
 *
 * @param run of the container, from 0
 * @param rotated when it was renamed, as it stands in the name; empty while it is written to
 * @param compressed whether it ends in {@code .gz}
 */
record LogName(int run, String rotated, boolean compressed) {
  /** In the order they were written; a file before its own compressed copy. */
  static final Comparator<LogName> ORDER =
      Comparator.comparingInt(LogName::run)
          .thenComparing(LogName::isActive)
          .thenComparing(LogName::rotated)
          .thenComparing(LogName::compressed);

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,9})\\.log(?:\\.([0-9]{8}-[0-9]{6})(\\.gz)?)?");

  /** What a file's name says; empty where it is no log. */
  static Optional<LogName> parse(String name) {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    String rotated = form.group(2) == null ? "" : form.group(2);
    return Optional.of(
        new LogName(Integer.parseInt(form.group(1)), rotated, form.group(3) != null));
  }

  private boolean isActive() {
    return rotated.isEmpty();
  }

  /** Whether the two hold the same text, one of them compressed. */
  boolean isCopyOf(LogName other) {
    return run == other.run && rotated.equals(other.rotated);
  }
}
