package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * YARN's application history server, which serves aggregated logs by its REST API without the rest
 * of a cluster. The job history server uses the same class for it.
 */
final class HadoopServer extends Server {
  static final String NAME = "Hadoop";

  private static final String MAIN =
      "org.apache.hadoop.yarn.server.applicationhistoryservice.ApplicationHistoryServer";

  private final int port;

  private HadoopServer(Process process, int port) {
    super(NAME, process);
    this.port = port;
  }

  static HadoopServer start(Options options, Hadoop hadoop, Path aggregatedLogs)
      throws IOException, InterruptedException {
    int port = freePort();
    Path configuration =
        Hadoop.configure(
            options.scratch().resolve("hadoop-server"), aggregatedLogs, port, freePort());
    Process process =
        new ProcessBuilder(hadoop.command(configuration, MAIN))
            .redirectErrorStream(true)
            .redirectOutput(configuration.resolve("server.log").toFile())
            .start();
    awaitListening(process, port);
    return new HadoopServer(process, port);
  }

  /** The path of a file of a container. */
  static String log(String container, String file) {
    return "/ws/v1/applicationhistory/containers/" + container + "/logs/" + file;
  }

  @Override
  int port() {
    return port;
  }
}
