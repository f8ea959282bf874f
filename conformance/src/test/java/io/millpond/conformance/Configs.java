package io.millpond.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Configuration files of the suites: loopback, any free port, nobody has to say who they are. */
final class Configs {
  private Configs() {}

  /** A node without clusters. */
  static String node(Path directory, String id, String role, List<Path> journals) {
    String directories =
        journals.stream().map(Configs::quoted).collect(Collectors.joining(", ", "[", "]"));
    return """
    http: {host: 127.0.0.1, port: 0}
    data: %s
    node: {id: %s, role: %s, journal: %s}
    auth: {required: false}
    """
        .formatted(quoted(directory.resolve("data")), id, role, directories);
  }

  /** A Mesos agent. */
  static String agent(Path directory, String id, Path state, Path workDir, List<Path> journals) {
    return node(directory, id, "agent", journals)
        + """
        clusters:
          - {name: mesos-main, type: mesos, state: %s, workDir: %s}
        """
            .formatted(quoted(state), quoted(workDir));
  }

  /** A path as a YAML string. */
  static String quoted(Path path) {
    return '"' + path.toString() + '"';
  }
}
