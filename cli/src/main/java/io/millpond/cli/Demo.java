package io.millpond.cli;

import io.millpond.cli.demo.DemoNode;
import io.millpond.server.config.Configuration;
import io.millpond.server.config.ConfigurationException;
import io.millpond.server.config.HttpConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millpond demo}. */
@Command(
    name = "demo",
    description = "Shows Millpond at work on sample logs that go on growing.",
    footer = {
      "",
      "Lays out a node with tasks and a journal in a temporary directory, serves it on 127.0.0.1,",
      "prints commands to try, and removes the directory when it ends (Ctrl-C)."
    })
final class Demo implements Callable<Integer> {
  private final Session session;

  @Mixin HelpOption help = new HelpOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "" + HttpConfig.DEFAULT_PORT,
      description =
          "Port to listen on (default: ${DEFAULT-VALUE}); any free one where it is taken.")
  int port;

  Demo(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(spec.commandLine(), "--port must be between 0 and 65535");
    }
    Console console = session.console();
    try {
      DemoNode node = DemoNode.create();
      Configuration configuration =
          Configuration.load(node.writeConfiguration(freePort(port)), console.environment());
      return session.run(configuration, server -> ready(server, node), () -> close(node));
    } catch (IOException | ConfigurationException e) {
      console.err().println("millpond: the demo cannot be laid out: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  /** The port, or 0 for any where something else listens on it. */
  private static int freePort(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HttpConfig.DEFAULT_HOST), port));
      return port;
    } catch (IOException e) {
      return 0;
    }
  }

  private void ready(RunningServer server, DemoNode node) {
    node.startWriting(Limits.DEMO_TICK);
    Console console = session.console();
    console.out().println(DemoText.of(server.uri(), node));
    console.out().println("millpond ready " + server.uri());
    console.out().flush();
  }

  private void close(DemoNode node) {
    try {
      node.close();
    } catch (IOException e) {
      session.console().err().println("millpond: left behind: " + node.directory());
    }
  }
}
