package io.millpond.clusters;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time in the name of a rolled file: when it was rolled, or when the time began that it is of.
 * Either way whatever was written behind it is newer. A time of modification alone does not tell
 * that: that of a copy, or of a file in an aggregate, is when it was put there.
 */
final class RolledTime {
  private static final Pattern TIME =
      Pattern.compile(
          "[^-._]+[-._]+(\\d{4})-(\\d{2})-(\\d{2})"
              + "(?:[-_]{1,2}(\\d{2})(?:-(\\d{2})(?:-(\\d{2}))?)?)?(?:\\D.*)?",
          Pattern.DOTALL);

  /** The name does not say in which zone; there it is earliest. */
  private static final ZoneOffset EARLIEST = ZoneOffset.ofHours(14);

  private RolledTime() {}

  /** Whether a name has a time in it. */
  static boolean isIn(String name) {
    return TIME.matcher(name).matches();
  }

  /** The earliest instant that what was written behind the file can be of. */
  static Optional<Instant> behind(StoredFile file) {
    Matcher time = TIME.matcher(file.name());
    if (!time.matches()) {
      return Optional.empty();
    }
    try {
      Instant named =
          LocalDateTime.of(
                  number(time, 1),
                  number(time, 2),
                  number(time, 3),
                  number(time, 4),
                  number(time, 5),
                  number(time, 6))
              .toInstant(EARLIEST);
      Instant modified = file.lastModified();
      return Optional.of(modified.isBefore(named) ? modified : named);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher time, int group) {
    return time.group(group) == null ? 0 : Integer.parseInt(time.group(group));
  }
}
