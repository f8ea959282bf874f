package io.millpond.server;

import io.millpond.exports.Accepted;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Exports;
import io.millpond.exports.Link;
import io.millpond.exports.LinkAnswer;
import io.millpond.exports.Operation;
import io.millpond.exports.Platforms;
import io.millpond.exports.PublishedFiles;
import io.millpond.exports.Refusal;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the AIDP API stands on.
 *
 * @param files opens what {@code exports} has made
 */
record LogExports(Platforms platforms, Exports exports, PublishedFiles files)
    implements AutoCloseable {
  private static final String DIRECTORY = "exports";

  /**
   * Without platforms, whoever asks is told that there is no such platform.
   *
   * @param data where the service keeps what is its own
   */
  static LogExports none(Path data, SharedFiles files) {
    return new LogExports(
        Platforms.NONE, new None(), new PublishedFiles(data.resolve(DIRECTORY), files));
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  /** There are none, and none are made. */
  private static final class None implements Exports {
    @Override
    public Accepted accept(
        String caller,
        ClusterRef cluster,
        String clusterName,
        ExportRequest request,
        Optional<String> retryToken)
        throws Refusal {
      throw new Refusal(Refusal.Reason.TOO_MANY);
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
