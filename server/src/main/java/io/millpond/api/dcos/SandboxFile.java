package io.millpond.api.dcos;

import io.millpond.clusters.mesos.SandboxDirectory;
import io.millpond.http.Exchange;
import java.nio.file.NoSuchFileException;

/**
 * A file of a sandbox as an agent route names it, whether it is there or not.
 *
 * @param directory the sandbox
 * @param framework as the route has it
 * @param executor as the route has it
 * @param container as the route has it: for a pod that of its executor
 * @param name relative to the sandbox, components separated by {@code /}
 */
record SandboxFile(
    SandboxDirectory directory, String framework, String executor, String container, String name) {

  static SandboxFile of(SandboxDirectory directory, Exchange exchange) {
    return new SandboxFile(
        directory,
        exchange.variable("framework"),
        exchange.variable("executor"),
        exchange.variable("container"),
        exchange.variable("file"));
  }

  /** The path below the directory's root. */
  String path() throws NoSuchFileException {
    return directory.path(name);
  }
}
