package io.millpond.server.config;

import io.millpond.logs.records.PatternFormat;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * One of {@code records}: how text logs are cut into records.
 *
 * @param pattern a Log4j 2 pattern by which that can be done
 * @param timeZone of times without one; default UTC
 */
public record RecordsConfig(String pattern, ZoneId timeZone) {
  static RecordsConfig read(Section section) {
    ZoneId zone = section.get("timeZone", Value::zone).orElse(ZoneOffset.UTC);
    return new RecordsConfig(section.require("pattern", v -> pattern(v, zone), ""), zone);
  }

  private static String pattern(Value value, ZoneId zone) {
    String pattern = value.text();
    if (!pattern.contains("%")) {
      throw value.rejected("must be a Log4j 2 pattern such as %d{yy/MM/dd HH:mm:ss} %p %c: %m%n");
    }
    try {
      PatternFormat.of(pattern, zone);
    } catch (IllegalArgumentException e) {
      throw value.rejected(String.valueOf(e.getMessage()));
    }
    return pattern;
  }
}
