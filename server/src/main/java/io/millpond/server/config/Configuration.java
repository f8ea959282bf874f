package io.millpond.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of Millpond's configuration, checked: what a file says and defaults for what it does not.
 *
 * @param data directory of the embedded database and finished downloads, made when it is first
 *     needed; default {@code ~/.millpond}
 * @param database the embedded one where empty
 * @param node empty on a pure gateway
 * @param records tried in order, before the built-in patterns
 */
public record Configuration(
    HttpConfig http,
    Path data,
    Optional<DatabaseConfig> database,
    Optional<NodeConfig> node,
    List<ClusterConfig> clusters,
    List<WorkspaceConfig> workspaces,
    List<DataPlatformConfig> dataPlatforms,
    AuthConfig auth,
    FabricConfig fabric,
    AidpConfig aidp,
    List<RecordsConfig> records,
    LimitsConfig limits) {
  public Configuration {
    clusters = List.copyOf(clusters);
    workspaces = List.copyOf(workspaces);
    dataPlatforms = List.copyOf(dataPlatforms);
    records = List.copyOf(records);
  }

  /**
   * Reads a file. Relative paths in it are relative to its directory.
   *
   * @throws ConfigurationException telling all that is wrong with it
   */
  public static Configuration load(Path file, Map<String, String> environment)
      throws ConfigurationException {
    return load(file, environment, LimitNames.standard());
  }

  /** As {@link #load(Path, Map)}, with the bounds that {@code limits} may set. */
  public static Configuration load(
      Path file, Map<String, String> environment, List<LimitName> limits)
      throws ConfigurationException {
    return ConfigurationFile.load(file, Path.of("/"), environment, limits);
  }

  /**
   * The configuration of a machine without a file: the usual places that are there.
   *
   * @param root of the file system; {@code /} but in tests
   */
  public static Discovery discover(Path root, Map<String, String> environment) {
    return Discovery.of(root, environment);
  }

  static Configuration read(Section section) {
    Reading reading = section.reading();
    HttpConfig http = section.sectionOrDefaults("http", HttpConfig::read);
    Path data =
        section
            .get("data", Places::ownDirectory)
            .orElseGet(() -> defaultData(reading.environment()));
    List<ClusterConfig> clusters = section.sections("clusters", ClusterConfig::read);
    reading.clusters(clusters);
    Configuration configuration =
        new Configuration(
            http,
            data,
            section.section("database", DatabaseConfig::read),
            section.section("node", NodeConfig::read),
            clusters,
            section.sections("workspaces", WorkspaceConfig::read),
            section.sections("dataPlatforms", DataPlatformConfig::read),
            section.sectionOrDefaults("auth", auth -> AuthConfig.read(auth, http, data)),
            section.sectionOrDefaults("fabric", FabricConfig::read),
            section.sectionOrDefaults("aidp", AidpConfig::read),
            section.sections("records", RecordsConfig::read),
            section.sectionOrDefaults("limits", LimitsConfig::read));
    configuration.checkUnique(section);
    return configuration;
  }

  private void checkUnique(Section section) {
    section.unique("clusters", clusters.stream().map(ClusterConfig::name).toList(), "name");
    section.unique("workspaces", workspaces.stream().map(WorkspaceConfig::id).toList(), "id");
    section.unique(
        "dataPlatforms", dataPlatforms.stream().map(DataPlatformConfig::id).toList(), "id");
  }

  /** Where data is kept unless a file says otherwise: {@code ~/.millpond}. */
  public static Path defaultData(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? System.getProperty("user.home", ".") : home, ".millpond");
  }
}
