package io.millpond.clusters;

import com.sun.net.httpserver.HttpServer;
import io.millpond.clusters.documents.DocumentService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service on a loopback address that answers as a test tells it to, and else with 404. */
public final class StandInService implements AutoCloseable {
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  public StandInService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String target = exchange.getRequestURI().toString();
          requests.add(target);
          String answer = answers.get(target);
          byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Its URL, without a path. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** To ask it with, and to wait for its answer however busy the machine is. */
  public DocumentService asked() {
    return asked(url());
  }

  /** The same of whoever is at a URL. */
  public static DocumentService asked(URI url) {
    return new DocumentService("stand-in", url, InstantSource.system(), Duration.ofMinutes(1));
  }

  /** What it is to answer a request for that with. */
  public StandInService with(String target, String answer) {
    answers.put(target, answer);
    return this;
  }

  /** What it was asked for. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
