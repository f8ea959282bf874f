package io.millpond.clusters.events;

import java.util.List;
import java.util.Map;

/**
 * An application as its event logs tell of it.
 *
 * @param id {@code App ID} of {@code SparkListenerApplicationStart}
 * @param name {@code App Name}; empty where missing
 * @param user {@code User}; empty where missing
 * @param properties Spark properties that begin with {@code spark.millpond.}, of the newest attempt
 * @param attempts in ascending order, never empty
 */
public record LoggedApplication(
    String id,
    String name,
    String user,
    Map<String, String> properties,
    List<LoggedAttempt> attempts) {
  public LoggedApplication {
    properties = Map.copyOf(properties);
    attempts = List.copyOf(attempts);
  }
}
