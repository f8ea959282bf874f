package io.millpond.cli;

import io.millpond.server.config.Configuration;
import io.millpond.server.config.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which service a command is about, by the directory it keeps its data in. */
final class DataDirectory {
  @ArgGroup @Nullable Named named;

  /** The ways to name it, of which one is used. */
  static class Named {
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
   * What the file says, where the service is named by one.
   *
   * @throws ConfigurationException telling all that is wrong with it
   */
  static Optional<Configuration> configuration(@Nullable Named named, Console console)
      throws ConfigurationException {
    return named == null || named.config == null
        ? Optional.empty()
        : Optional.of(Configuration.load(named.config, console.environment()));
  }

  /** The directory of a service that is not named by a file; it may not be there yet. */
  static Path withoutFile(@Nullable Named named, Console console) {
    return named == null || named.data == null
        ? Configuration.defaultData(console.environment())
        : named.data;
  }

  /**
   * The directory, which may not be there yet.
   *
   * @throws ConfigurationException telling all that is wrong with the file
   */
  Path find(Console console) throws ConfigurationException {
    return configuration(named, console)
        .map(Configuration::data)
        .orElseGet(() -> withoutFile(named, console));
  }
}
