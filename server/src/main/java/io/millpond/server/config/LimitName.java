package io.millpond.server.config;

import java.time.Duration;

/**
 * A bound that {@code limits} may set.
 *
 * @param name its key
 * @param kind how it is written
 * @param defaultValue where it is not set; a count, bytes or milliseconds, as are the other two
 * @param min the least value
 * @param max the greatest value
 */
public record LimitName(String name, Kind kind, long defaultValue, long min, long max) {
  /** How a bound is written and what its value counts. */
  public enum Kind {
    COUNT,
    SIZE,
    DURATION
  }

  public LimitName {
    if (min > defaultValue || defaultValue > max) {
      throw new IllegalArgumentException(name + ": its default is out of its range");
    }
  }

  /** A number of things. */
  public static LimitName count(String name, long defaultValue, long min, long max) {
    return new LimitName(name, Kind.COUNT, defaultValue, min, max);
  }

  /** A size in bytes. */
  public static LimitName size(String name, long defaultBytes, long minBytes, long maxBytes) {
    return new LimitName(name, Kind.SIZE, defaultBytes, minBytes, maxBytes);
  }

  /** A duration, to the millisecond. */
  public static LimitName duration(String name, Duration defaultValue, Duration min, Duration max) {
    return new LimitName(
        name, Kind.DURATION, defaultValue.toMillis(), min.toMillis(), max.toMillis());
  }

  long read(Value value) {
    return switch (kind) {
      case COUNT -> value.integer(min, max);
      case SIZE -> value.sizeBytes(min, max);
      case DURATION -> value.duration(Duration.ofMillis(min), Duration.ofMillis(max)).toMillis();
    };
  }
}
