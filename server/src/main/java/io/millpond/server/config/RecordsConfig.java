package io.millpond.server.config;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * One of {@code records}: how text logs are cut into records.
 *
 * @param pattern a Log4j 2 pattern; what it means is checked by its compiler
 * @param timeZone of times without one; default UTC
 */
public record RecordsConfig(String pattern, ZoneId timeZone) {
  static RecordsConfig read(Section section) {
    return new RecordsConfig(
        section.require("pattern", RecordsConfig::pattern, ""),
        section.get("timeZone", Value::zone).orElse(ZoneOffset.UTC));
  }

  private static String pattern(Value value) {
    String pattern = value.text();
    if (!pattern.contains("%")) {
      throw value.rejected("must be a Log4j 2 pattern such as %d{yy/MM/dd HH:mm:ss} %p %c: %m%n");
    }
    return pattern;
  }
}
