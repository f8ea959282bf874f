package io.millpond.cli;

import java.net.URI;
import java.nio.file.Path;

/** {@code millpond} with a server that only says when it is closed; a process of its own. */
final class TestingProcess {
  private TestingProcess() {}

  public static void main(String[] arguments) {
    Console console = new Console(System.out, System.err, System.getenv(), Path.of("/"));
    System.exit(
        Main.run(
            console,
            configuration ->
                new RunningServer() {
                  @Override
                  public URI uri() {
                    return URI.create("http://127.0.0.1:4711");
                  }

                  @Override
                  public void close() {
                    System.out.println("closed");
                  }
                },
            ProcessLifetime::begin,
            arguments));
  }
}
