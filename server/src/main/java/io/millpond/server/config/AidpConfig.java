package io.millpond.server.config;

import java.time.Duration;
import java.util.Optional;

/**
 * {@code aidp}.
 *
 * @param linkLifetime life of a download link, 1 s to 3650 days; default 24 h
 * @param maxWindow the longest time window accepted, at least 1 s; none by default
 */
public record AidpConfig(Duration linkLifetime, Optional<Duration> maxWindow) {
  public static final Duration DEFAULT_LINK_LIFETIME = Duration.ofHours(24);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  static AidpConfig read(Section section) {
    return new AidpConfig(
        section
            .get("linkLifetime", value -> value.duration(SHORTEST, Limits.MAX_DURATION))
            .orElse(DEFAULT_LINK_LIFETIME),
        section
            .get(
                "maxWindow",
                value ->
                    value.is("none")
                        ? Optional.<Duration>empty()
                        : Optional.of(value.duration(SHORTEST, Limits.MAX_DURATION)))
            .orElse(Optional.empty()));
  }
}
