package io.millpond.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A configuration file in a directory of its own, with the files it names. */
final class TestingFile {
  private final Path directory;
  private Map<String, String> environment = Map.of("HOME", "/home/test");

  TestingFile(Path directory) {
    this.directory = directory;
  }

  TestingFile environment(Map<String, String> variables) {
    this.environment = Map.copyOf(variables);
    return this;
  }

  TestingFile with(String... files) {
    for (String file : files) {
      write(file, "{}\n");
    }
    return this;
  }

  TestingFile withDirectories(String... directories) {
    try {
      for (String name : directories) {
        Files.createDirectories(directory.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Path write(String file, String text) {
    try {
      Path path = directory.resolve(file);
      Path parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      return Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Configuration load(String yaml) throws ConfigurationException {
    return load(yaml, LimitNames.standard());
  }

  Configuration load(String yaml, List<LimitName> limits) throws ConfigurationException {
    return ConfigurationFile.load(write("millpond.yaml", yaml), directory, environment, limits);
  }

  /** What is wrong with the file, the path of the file cut down to its name. */
  List<String> problems(String yaml) {
    try {
      load(yaml);
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems().stream().map(p -> p.replace(directory + "/", "")).toList();
    }
  }
}
