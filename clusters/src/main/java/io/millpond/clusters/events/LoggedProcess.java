package io.millpond.clusters.events;

import java.util.Map;

/**
 * A driver or executor as an event log tells of it.
 *
 * @param id of the executor; {@code driver}
 * @param host where it ran, without a port; empty where unknown
 * @param logUrls by stream ({@code stdout}, {@code stderr}), as Spark was told to make them
 * @param attributes such as {@code CONTAINER_ID}, {@code NM_HOST}, {@code NM_PORT}; on YARN only
 */
public record LoggedProcess(
    String id, String host, Map<String, String> logUrls, Map<String, String> attributes) {
  public LoggedProcess {
    logUrls = Map.copyOf(logUrls);
    attributes = Map.copyOf(attributes);
  }
}
