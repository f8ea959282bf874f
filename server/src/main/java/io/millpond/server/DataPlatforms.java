package io.millpond.server;

import io.millpond.exports.IdPattern;
import io.millpond.exports.Platforms;
import io.millpond.logs.records.Formats;
import io.millpond.logs.records.PatternFormat;
import io.millpond.server.config.DataPlatformConfig;
import io.millpond.server.config.RecordsConfig;
import java.util.List;

/** What a configuration says of exports: the platforms they are of, and how text is cut. */
final class DataPlatforms {
  private DataPlatforms() {}

  static Platforms of(List<DataPlatformConfig> configured) {
    return new Platforms(
        configured.stream()
            .map(platform ->
                new Platforms.Platform(
                    platform.id(),
                    platform.workspaces().stream().map(DataPlatforms::workspace).toList()))
            .toList());
  }

  private static Platforms.Workspace workspace(DataPlatformConfig.Workspace workspace) {
    return new Platforms.Workspace(
        workspace.key(), workspace.clusters().stream().map(DataPlatforms::cluster).toList());
  }

  private static Platforms.Cluster cluster(DataPlatformConfig.Cluster cluster) {
    return new Platforms.Cluster(
        cluster.key(),
        cluster.name(),
        cluster.state().name(),
        cluster.logs().stream().map(DataPlatforms::logs).toList(),
        cluster.events());
  }

  private static Platforms.Logs logs(DataPlatformConfig.Logs logs) {
    return new Platforms.Logs(
        logs.cluster(), logs.applications().stream().map(IdPattern::new).toList());
  }

  /** The patterns of the configuration, then the usual ones. */
  static Formats formats(List<RecordsConfig> configured) {
    return Formats.of(
        configured.stream()
            .map(records -> PatternFormat.of(records.pattern(), records.timeZone()))
            .toList());
  }
}
