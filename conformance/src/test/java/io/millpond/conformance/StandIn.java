package io.millpond.conformance;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process that keeps or breaks the contract of the command line, to test the harness with. */
final class StandIn {
  private StandIn() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    switch (arguments[0]) {
      case "refuse" -> {
        System.err.println("no such file");
        System.exit(2);
      }
      case "chatter" -> {
        System.out.println("hello");
        serve();
      }
      case "trace" -> {
        System.err.println("\tat io.example.Thing.run(Thing.java:1)");
        serve();
      }
      case "keep" -> {
        MillpondProcess kept =
            MillpondProcess.start(
                Path.of("").toAbsolutePath(), Map.of(), StandIn.class.getName(), List.of("serve"));
        System.out.println(kept.awaitReady());
        serve();
      }
      default -> serve();
    }
  }

  private static void serve() throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestURI().getRawPath().getBytes(StandardCharsets.ISO_8859_1);
          exchange.sendResponseHeaders(200, 0); // 0: chunked
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
    System.out.println("millpond ready http://127.0.0.1:" + server.getAddress().getPort());
    new CountDownLatch(1).await();
  }
}
