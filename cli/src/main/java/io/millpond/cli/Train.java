package io.millpond.cli;

import io.millpond.cli.demo.DemoNode;
import io.millpond.server.config.Configuration;
import io.millpond.server.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code millpond train}, used by the launcher after a build: starts a server on the demo's node,
 * asks it for something of each kind and ends, so that the JVM can keep what that took (the AOT
 * cache of JEP 483) and later starts are quick.
 */
@Command(
    name = "train",
    hidden = true,
    description = "Starts, answers a few requests and ends; for the JVM's AOT cache.")
final class Train implements Callable<Integer> {
  private static final List<String> PATHS =
      List.of(
          "/healthz",
          "/system/v1/logs/v2/component?cursor=END&skip=-10",
          "/system/v1/logs/v2/component/docker.service?limit=5",
          "/system/v1/logs/v2/task/web",
          "/no/such/route");

  private final Session session;

  Train(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (DemoNode node = DemoNode.create()) {
      Configuration configuration =
          Configuration.load(node.writeConfiguration(0), session.console().environment());
      return session.run(configuration, server -> askAll(server.uri()), () -> {});
    } catch (IOException | ConfigurationException e) {
      session.console().err().println("millpond: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private void askAll(URI uri) {
    for (String path : PATHS) {
      try {
        ask(uri, path);
      } catch (IOException e) {
        session.console().err().println("millpond: " + path + ": " + e.getMessage());
      }
    }
  }

  private static void ask(URI uri, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral(uri.getHost()), uri.getPort());
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
