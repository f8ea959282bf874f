package io.millpond.server;

import io.millpond.clusters.ApplicationCluster;
import io.millpond.database.Database;
import io.millpond.exports.ClusterDirectory;
import io.millpond.exports.Exports;
import io.millpond.exports.LogSearches;
import io.millpond.exports.Platforms;
import io.millpond.exports.PublishedFiles;
import io.millpond.exports.Room;
import io.millpond.exports.paging.PagedSearches;
import io.millpond.exports.sources.ClusterSources;
import io.millpond.exports.standing.Environment;
import io.millpond.exports.standing.StandingExports;
import io.millpond.logs.SharedFiles;
import io.millpond.logs.records.Formats;
import io.millpond.server.config.Configuration;
import io.millpond.server.config.LimitNames;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What the AIDP API stands on: the clusters that a configuration names, and exports of them. */
final class LogExports implements AutoCloseable {
  private static final String DIRECTORY = "exports";

  private final ClusterDirectory directory;
  private final ClusterSources sources;
  private final StandingExports exports;
  private final PagedSearches searches;
  private final PublishedFiles files;

  private LogExports(
      Configuration configuration,
      List<ApplicationCluster> clusters,
      Database database,
      SharedFiles files,
      Instant since) {
    Platforms platforms = DataPlatforms.of(configuration.dataPlatforms());
    this.directory = new ConfiguredClusters(platforms, since);
    this.sources = new ClusterSources(platforms, clusters, files);
    Formats formats = DataPlatforms.formats(configuration.records());
    this.searches = new PagedSearches(sources::of, formats);
    this.exports =
        new StandingExports(
            database,
            configuration.data(),
            new Environment(
                sources::of,
                formats,
                configuration.aidp().linkLifetime(),
                InstantSource.system(),
                new Room(
                    configuration.limits().get(LimitNames.MAX_EXPORTS_BYTES),
                    configuration.limits().get(LimitNames.MAX_EXPORT_BYTES))));
    this.files = new PublishedFiles(configuration.data().resolve(DIRECTORY), files);
  }

  /**
   * Opens nothing yet.
   *
   * @param database where they are on record; closed after this
   * @param since when the configured clusters are said to have been created
   */
  static LogExports of(
      Configuration configuration,
      List<ApplicationCluster> clusters,
      Database database,
      SharedFiles files,
      Instant since) {
    return new LogExports(configuration, clusters, database, files, since);
  }

  ClusterDirectory directory() {
    return directory;
  }

  Exports exports() {
    return exports;
  }

  LogSearches searches() {
    return searches;
  }

  /** Opens what the exports have made. */
  PublishedFiles files() {
    return files;
  }

  /** Goes on with what was being made when the service last ended. */
  void openAhead() {
    exports.openAhead();
  }

  @Override
  public void close() throws IOException {
    try (files;
        sources;
        searches) {
      exports.close();
    }
  }
}
