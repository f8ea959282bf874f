package io.millpond.clusters.events;

import java.util.Comparator;
import java.util.Optional;

/**
 * The name of one file of a rolled log: {@code events_<index>_<base>[.<codec>][.compact]}.
 *
 * @param index from 1, ascending
 * @param compacted whether it stands in for all files up to its index
 */
record RolledName(long index, boolean compacted) {
  /** As the events come; a compacted file after the last that it stands in for. */
  static final Comparator<RolledName> ORDER =
      Comparator.comparingLong(RolledName::index).thenComparing(RolledName::compacted);

  private static final String PREFIX = "events_";
  private static final String STATUS = "appstatus_";
  private static final int MAX_DIGITS = 18;

  static Optional<RolledName> of(String name) {
    int end = name.indexOf('_', PREFIX.length());
    if (!name.startsWith(PREFIX) || end < 0) {
      return Optional.empty();
    }
    String digits = name.substring(PREFIX.length(), end);
    if (digits.isEmpty()
        || digits.length() > MAX_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return Optional.of(new RolledName(Long.parseLong(digits), name.endsWith(".compact")));
  }

  /** Whether a file of this name tells by being there whether the application runs. */
  static boolean isStatus(String name) {
    return name.startsWith(STATUS);
  }
}
