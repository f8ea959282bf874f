package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** systemd's own HTTP server of journals, on a directory. */
final class GatewaydServer extends Server {
  static final String NAME = "gatewayd";

  private final int port;

  private GatewaydServer(Process process, int port) {
    super(NAME, process);
    this.port = port;
  }

  /** Starts it; it takes its socket from the one who starts it, as from systemd. */
  static GatewaydServer start(Options options, Path journals)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command =
        List.of(
            Tool.SOCKET_ACTIVATE.path(),
            "-l",
            "127.0.0.1:" + port,
            Tool.GATEWAYD.path(),
            "-D",
            journals.toString());
    Path log = options.scratch().resolve("gatewayd.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    awaitListening(process, port);
    return new GatewaydServer(process, port);
  }

  @Override
  int port() {
    return port;
  }
}
