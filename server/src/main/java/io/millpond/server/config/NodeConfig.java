package io.millpond.server.config;

import java.nio.file.Path;
import java.util.List;

/**
 * {@code node}: this machine as a DC/OS node.
 *
 * @param id its agent id; default the host name
 * @param journal directories of systemd journal files, read recursively; empty is none. Where the
 *     key is missing, those of the usual places that are there
 */
public record NodeConfig(String id, Role role, List<Path> journal) {
  /** A master also answers for itself below {@code /system/v1/leader/mesos}. */
  public enum Role {
    AGENT,
    MASTER
  }

  public NodeConfig {
    journal = List.copyOf(journal);
  }

  static NodeConfig read(Section section) {
    Reading reading = section.reading();
    return new NodeConfig(
        section.get("id", Value::name).orElseGet(() -> HostName.of(reading)),
        section
            .get("role", value -> value.constant(Role.class, Value::lowerCase))
            .orElse(Role.AGENT),
        section.has("journal")
            ? section.list("journal", Places::directory)
            : Discovery.journals(reading.root()));
  }
}
