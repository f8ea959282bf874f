package io.millpond.cli;

import io.millpond.server.config.Configuration;
import io.millpond.server.config.ConfigurationException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which service a command is about, by the directory it keeps its data in. */
final class DataDirectory {
  @ArgGroup @Nullable Named named;

  /** The ways to name it, of which one is used. */
  static final class Named {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The service's configuration file.")
    @Nullable Path config;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        description =
            "Its data directory (default: that of a service without a file, ~/.millpond).")
    @Nullable Path data;
  }

  /**
   * The directory, which may not be there yet.
   *
   * @throws ConfigurationException telling all that is wrong with the file
   */
  Path find(Console console) throws ConfigurationException {
    if (named != null && named.config != null) {
      return Configuration.load(named.config, console.environment()).data();
    }
    return named != null && named.data != null
        ? named.data
        : Configuration.defaultData(console.environment());
  }
}
