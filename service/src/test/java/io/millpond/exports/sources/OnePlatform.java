package io.millpond.exports.sources;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.IdPattern;
import io.millpond.exports.Platforms;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A platform with one cluster. */
final class OnePlatform {
  static final ClusterRef ETL = new ClusterRef("ocid1.p", "ws1", "etl");

  private OnePlatform() {}

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
