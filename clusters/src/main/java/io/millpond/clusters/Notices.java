package io.millpond.clusters;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warnings that are given once each: what they tell of is met with at every look, and whoever runs
 * applications can bring about as many as he likes. Safe for use by many threads.
 */
public final class Notices {
  private final Logger log;
  private final Set<String> given = new HashSet<>();

  public Notices(Class<?> from) {
    this.log = LoggerFactory.getLogger(from);
  }

  /**
   * Gives a warning, unless it was given before or too many were.
   *
   * @param format as {@link Logger#warn(String, Object...)} takes it
   * @return whether it was given
   */
  public synchronized boolean warn(String format, Object... arguments) {
    String key = format + '\0' + Arrays.toString(arguments);
    if (given.size() >= Limits.MAX_NOTICES || !given.add(key)) {
      return false;
    }
    log.warn(format, arguments);
    if (given.size() == Limits.MAX_NOTICES) {
      log.warn("there were {} warnings of this kind, no more are given", given.size());
    }
    return true;
  }
}
