package io.millpond.server.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code limits}: the bounds that were set, by name.
 *
 * @param values counts, bytes or milliseconds
 */
public record LimitsConfig(Map<String, Long> values) {
  public LimitsConfig {
    values = Map.copyOf(values);
  }

  static LimitsConfig read(Section section) {
    Map<String, Long> values = new LinkedHashMap<>();
    for (LimitName name : section.reading().limits()) {
      section.get(name.name(), name::read).ifPresent(value -> values.put(name.name(), value));
    }
    return new LimitsConfig(values);
  }

  /** A count or a number of bytes. */
  public long get(LimitName name) {
    return values.getOrDefault(name.name(), name.defaultValue());
  }

  /** The same where it was set; 0 where not. */
  public long getIfSet(LimitName name) {
    return values.getOrDefault(name.name(), 0L);
  }

  public Duration duration(LimitName name) {
    return Duration.ofMillis(get(name));
  }
}
