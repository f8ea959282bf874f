package io.millpond.server;

import io.millpond.exports.Accepted;
import io.millpond.exports.ClusterDirectory;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Exports;
import io.millpond.exports.Link;
import io.millpond.exports.LinkAnswer;
import io.millpond.exports.Operation;
import io.millpond.exports.PublishedFiles;
import io.millpond.exports.Refusal;
import io.millpond.logs.SharedFiles;
import io.millpond.server.config.Configuration;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the AIDP API stands on.
 *
 * @param files opens what {@code exports} has made
 */
record LogExports(ClusterDirectory directory, Exports exports, PublishedFiles files)
    implements AutoCloseable {
  /** Stands where exports are going to be made: there are none. */
  static final Exports NONE = new None();

  private static final String DIRECTORY = "exports";

  /**
   * What a configuration names.
   *
   * @param since when that is said to have been created
   */
  static LogExports of(Configuration configuration, SharedFiles files, Instant since) {
    return new LogExports(
        new ConfiguredClusters(configuration.dataPlatforms(), since),
        NONE,
        new PublishedFiles(configuration.data().resolve(DIRECTORY), files));
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private static final class None implements Exports {
    @Override
    public Accepted accept(
        String caller,
        ClusterRef cluster,
        String clusterName,
        ExportRequest request,
        Optional<String> retryToken)
        throws IOException {
      throw new IOException("this version makes no exports");
    }

    @Override
    public Optional<Operation> operation(String platform, String key) {
      return Optional.empty();
    }

    @Override
    public List<Operation> operations(String platform) {
      return List.of();
    }

    @Override
    public Operation cancel(String caller, String platform, String key) throws Refusal {
      throw new Refusal(Refusal.Reason.UNKNOWN_OPERATION);
    }

    @Override
    public LinkAnswer open(Link link, Duration wait) {
      return new LinkAnswer.Unknown();
    }
  }
}
