package io.millpond.api.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millpond.access.Access;
import io.millpond.api.Doorkeeper;
import io.millpond.catalog.Catalog;
import io.millpond.catalog.Item;
import io.millpond.catalog.LivyLogs;
import io.millpond.catalog.LivyRuns;
import io.millpond.catalog.Session;
import io.millpond.catalog.Workspace;
import io.millpond.clusters.Application;
import io.millpond.clusters.Attempt;
import io.millpond.clusters.Container;
import io.millpond.clusters.RunState;
import io.millpond.clusters.history.HistoryServer;
import io.millpond.http.ConnectionLimits;
import io.millpond.http.Cors;
import io.millpond.http.Followers;
import io.millpond.http.HttpServer;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server over a catalog and a cluster that are kept in memory. */
abstract class FabricServer {
  static final UUID WORKSPACE = UUID.fromString("6e335e92-a2a2-4b5a-970a-bd6a89fbb765");
  static final UUID OTHER = UUID.fromString("7e335e92-a2a2-4b5a-970a-bd6a89fbb765");
  static final Item NOTEBOOK =
      new Item(
          UUID.fromString("cfafbeb1-8037-4d0c-896e-a46fb27ff229"),
          WORKSPACE,
          Item.Type.NOTEBOOK,
          "Sales");
  static final UUID LIVY = UUID.fromString("431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7");
  static final String APP = "application_1741176604085_0001";
  static final String ITEM = "/v1/workspaces/" + WORKSPACE + "/notebooks/" + NOTEBOOK.id();
  static final String A = ITEM + "/livySessions/" + LIVY + "/applications/" + APP;
  static final String STDERR = "0123456789".repeat(300_000);
  static final String DRIVER = "container_1741176604085_0001_02_000001";

  @TempDir Path directory;
  final TestingCluster cluster = new TestingCluster();
  final List<Session> sessions = new ArrayList<>();
  final HttpClient client = HttpClient.newHttpClient();
  Access access = Access.open();
  OptionalLong offsetLimit = OptionalLong.empty();
  Map<String, HistoryServer> historyServers = Map.of();
  SharedFiles files;
  HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Instant start = Instant.parse("2025-03-05T10:30:30.123Z");
    cluster.add(
        new Application(
            APP,
            "a notebook",
            "ann",
            Map.of(),
            List.of(
                new Attempt(
                    1,
                    RunState.FAILED,
                    Optional.of(start),
                    Optional.of(start.plusSeconds(60)),
                    List.of(driver("container_1741176604085_0001_01_000001"))),
                new Attempt(
                    2,
                    RunState.SUCCEEDED,
                    Optional.of(start.plusSeconds(61)),
                    Optional.of(start.plusSeconds(3600)),
                    List.of(
                        driver(DRIVER),
                        executor("container_1741176604085_0001_02_000002"),
                        executor("container_1741176604085_0001_02_000003"))))));
    cluster.put("container_1741176604085_0001_01_000001", TestingFile.of("stderr", "attempt one"));
    cluster.put(
        DRIVER,
        TestingFile.of("stderr", STDERR),
        TestingFile.of("stderr-2024-09-03-06", "é"),
        TestingFile.of("stderr-active", ""),
        TestingFile.of("stdout", "out"));
    cluster.put(
        "container_1741176604085_0001_02_000003",
        TestingFile.of("stderr", "three"),
        TestingFile.of("stdout", ""));
    Path livyLog = directory.resolve("431e8d7b.log");
    Files.writeString(livyLog, "livy says so\n");
    sessions.add(new Session(LIVY, NOTEBOOK, "testing", List.of(APP), Optional.of(livyLog)));
    files = SharedFiles.start();
    server = newServer();
  }

  static Container driver(String id) {
    return new Container(id, "vm-76895939:44851", Container.Role.DRIVER);
  }

  static Container executor(String id) {
    return new Container(id, "vm-76895940:44851", Container.Role.EXECUTOR);
  }

  /** Serves anew, after something that a server is made of was changed. */
  final void serve() throws IOException {
    server = newServer();
  }

  /** What is looked up in. */
  Catalog catalog() {
    return new TestingCatalog(
        List.of(new Workspace(WORKSPACE, "Analytics"), new Workspace(OTHER, "Other")),
        List.of(NOTEBOOK),
        sessions,
        cluster);
  }

  private HttpServer newServer() throws IOException {
    FabricDialect dialect =
        new FabricDialect(
            new Doorkeeper(access),
            catalog(),
            new LivyLogs(files),
            new LivyRuns(Map.of()),
            historyServers,
            offsetLimit,
            () -> URI.create("https://logs.example.com"));
    return new HttpServer(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Optional.empty(),
        List.of(dialect, new EverythingElse()),
        new Cors(List.of()),
        new Followers(),
        new SimpleMeterRegistry(),
        new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
        OutputStream.nullOutputStream());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    files.close();
    client.close();
  }

  HttpResponse<String> get(String target) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  String body(String target) throws Exception {
    HttpResponse<String> answer = get(target);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
