package io.millpond.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A YARN cluster whose application 0001 rolls its logs, in cluster mode; 0002 is in client mode.
 */
final class FabricYarn {
  static final String FIXTURE = "yarn-ifile-rolling";
  static final String APPLICATION = "application_1795146998957_0001";
  static final String CLIENT_MODE = "application_1795146998957_0002";
  static final String DRIVER = "container_1795146998957_0001_01_000001";
  static final String EXECUTOR = "container_1795146998957_0001_01_000002";

  /** Without the two that are never shown. */
  static final List<String> DRIVER_FILES =
      List.of(
          "prelaunch.err",
          "prelaunch.out",
          "stderr",
          "stderr-2026-11-20-03-56",
          "stderr-2026-11-20-03-57",
          "stderr-2026-11-20-03-58",
          "stderr-active",
          "stdout");

  private FabricYarn() {}

  /** On a node that has the containers' directories. */
  static String onTheNode(Path directory) throws IOException {
    Path fixture = Fixtures.unpack(FIXTURE, directory);
    return configuration(
        directory, "nodeManagerLogDirs: [%s]".formatted(Configs.quoted(fixture.resolve("logs"))));
  }

  /** Where the directories are gone and the aggregated logs are left. */
  static String aggregated(Path directory) throws IOException {
    Path fixture = Fixtures.unpack(FIXTURE, directory);
    return configuration(
        directory, "aggregatedLogDirs: [%s]".formatted(Configs.quoted(fixture.resolve("remote"))));
  }

  private static String configuration(Path directory, String logs) throws IOException {
    Path fixture = directory.resolve(FIXTURE);
    Path consoles = Files.createDirectories(directory.resolve("consoles"));
    Path console = Files.createDirectory(consoles.resolve(CLIENT_MODE));
    Files.writeString(console.resolve("stderr"), "console of the client\n");
    return Configs.node(directory, "gateway", "agent", List.of())
        + """
        clusters:
          - {name: hadoop, type: yarn, %s, eventLogDirs: [%s], driverLogDirs: [%s]}
        """
            .formatted(logs, Configs.quoted(fixture.resolve("events")), Configs.quoted(consoles))
        + FabricCatalog.workspaces(
            "hadoop",
            List.of(APPLICATION, CLIENT_MODE),
            Optional.of(FabricCatalog.writeLivyLog(directory)));
  }

  static byte[] original(Path directory, String container, String file) throws IOException {
    return Files.readAllBytes(
        directory
            .resolve(FIXTURE)
            .resolve("logs")
            .resolve(APPLICATION)
            .resolve(container)
            .resolve(file));
  }

  static FabricVectors.Target target(Path directory) throws IOException {
    return new FabricVectors.Target(
        FabricCatalog.application(APPLICATION),
        DRIVER,
        DRIVER_FILES,
        original(directory, DRIVER, "stderr"),
        EXECUTOR,
        original(directory, EXECUTOR, "stderr"),
        FabricCatalog.livyLog(directory),
        Zip.files(directory.resolve(FIXTURE).resolve("events"), APPLICATION));
  }
}
