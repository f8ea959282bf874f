package io.millpond.api.aidp;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millpond.access.Access;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.api.Doorkeeper;
import io.millpond.api.OwnNames;
import io.millpond.audit.Trail;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.PlatformCluster;
import io.millpond.exports.PublishedFiles;
import io.millpond.http.ConnectionLimits;
import io.millpond.http.Cors;
import io.millpond.http.Crowd;
import io.millpond.http.CrowdLimits;
import io.millpond.http.Followers;
import io.millpond.http.HttpServer;
import io.millpond.http.TestingDialect;
import io.millpond.logs.SharedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server over clusters and exports that are kept in memory. */
abstract class AidpServer {
  static final String PLATFORM = "ocid1.aidataplatform.oc1.iad.aaa";
  static final String ROOT = "/20260430/aiDataPlatforms/" + PLATFORM;
  static final ClusterRef ETL = new ClusterRef(PLATFORM, "ws1", "etl");
  static final ClusterRef ODD = new ClusterRef(PLATFORM, "ws 1/x", "cl-1");
  static final ClusterRef ADHOC = new ClusterRef(PLATFORM, "ws1", "adhoc");
  static final String DOWNLOAD = ROOT + "/workspaces/ws1/clusters/etl/actions/downloadLogs";
  static final String BODY =
      """
      {"timeBegin": "2025-03-16T00:00:00Z", "timeEnd": "2025-03-16T23:59:59.123Z",
       "logContentTypeContains": "driver"}\
      """;
  static final Duration MAX_WINDOW = Duration.ofDays(7);

  @TempDir Path directory;
  final TestingExports exports = new TestingExports();
  final TestingSearches searches = new TestingSearches();

  /** Nobody is known; the grants that hold are {@link #grants}. */
  final Access closed() {
    return Access.closed(List.of(), grants, InstantSource.system());
  }

  final ByteArrayOutputStream accessLog = new ByteArrayOutputStream();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final HttpClient client = HttpClient.newHttpClient();
  final GrantBook grants = new GrantBook(Grants.NONE);
  Access access = Access.open();
  Optional<Trail> trail = Optional.empty();
  CrowdLimits limits = CrowdLimits.NONE;
  SharedFiles files;
  PublishedFiles published;
  HttpServer server;

  @BeforeEach
  void start() throws IOException {
    files = SharedFiles.start();
    published = new PublishedFiles(directory, files);
    server = newServer();
  }

  /** Serves anew, after something that a server is made of was changed. */
  final void serve() throws IOException {
    server.close();
    server = newServer();
  }

  private HttpServer newServer() throws IOException {
    Instant created = Instant.parse("2026-01-01T00:00:00Z");
    AidpDialect dialect =
        new AidpDialect(
            new Doorkeeper(access, new OwnNames(Set.of(), false), trail, new Crowd(limits)),
            new TestingDirectory(
                List.of(
                    new PlatformCluster(ETL, "Nightly", "ACTIVE", created),
                    new PlatformCluster(ADHOC, "Ad hoc", "STOPPED", created.plusSeconds(1)),
                    new PlatformCluster(ODD, "Odd", "ACTIVE", created))),
            exports,
            searches,
            published,
            Optional.of(MAX_WINDOW),
            () -> URI.create("https://logs.example.com/base"));
    return new HttpServer(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Optional.empty(),
        List.of(dialect, new TestingDialect(List.of())),
        new Cors(List.of()),
        new Followers(),
        meters,
        new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
        accessLog);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    published.close();
    files.close();
    client.close();
  }

  HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String target) throws Exception {
    return send(request(target));
  }

  HttpResponse<String> post(String target, String body) throws Exception {
    return send(
        request(target)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** All that is answered to a request as it stands, until the server ends the connection. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
