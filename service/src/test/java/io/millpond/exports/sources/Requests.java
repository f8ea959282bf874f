package io.millpond.exports.sources;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.IdPattern;
import io.millpond.exports.Platforms;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Requests, and a platform with one cluster. */
final class Requests {
  static final ClusterRef ETL = new ClusterRef("ocid1.p", "ws1", "etl");

  /** Within which everything in the fixtures was written. */
  static final Instant FROM = Instant.parse("2026-11-20T00:00:00Z");

  static final Instant TO = Instant.parse("2026-11-20T23:59:59Z");

  private final String type;
  private Instant from = FROM;
  private Instant to = TO;
  private final Map<String, String> filters = new HashMap<>();

  private Requests(String type) {
    this.type = type;
  }

  static Requests of(String type) {
    return new Requests(type);
  }

  Requests within(Instant begin, Instant end) {
    from = begin;
    to = end;
    return this;
  }

  Requests with(String filter, String value) {
    filters.put(filter, value);
    return this;
  }

  private Optional<String> filter(String name) {
    return Optional.ofNullable(filters.get(name));
  }

  ExportRequest build() {
    return new ExportRequest(
        from,
        to,
        type,
        filter("subjectContains"),
        filter("logLevel"),
        filter("logStreamTypeContains"),
        filter("thread"),
        filter("executionContextId"),
        filter("opcRequestId"),
        filter("eventType"),
        filter("messageContains"),
        filter("jobRunKey"),
        filter("taskRunKey"),
        Optional.empty(),
        ExportRequest.Form.TEXT);
  }

  /** A cluster that has run what those patterns match on that cluster. */
  static Platforms platforms(Optional<Path> events, String cluster, String... patterns) {
    List<IdPattern> ids = Stream.of(patterns).map(IdPattern::new).toList();
    Platforms.Logs logs = new Platforms.Logs(cluster, ids);
    return new Platforms(
        List.of(
            new Platforms.Platform(
                ETL.platform(),
                List.of(
                    new Platforms.Workspace(
                        ETL.workspace(),
                        List.of(
                            new Platforms.Cluster(
                                ETL.cluster(), "ETL", "ACTIVE", List.of(logs), events)))))));
  }
}
