package io.millpond.api.dcos;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millpond.access.Access;
import io.millpond.api.Doorkeeper;
import io.millpond.clusters.mesos.MesosCluster;
import io.millpond.clusters.mesos.Sandboxes;
import io.millpond.clusters.mesos.StateSource;
import io.millpond.http.ConnectionLimits;
import io.millpond.http.Cors;
import io.millpond.http.Followers;
import io.millpond.http.HttpServer;
import io.millpond.journal.Journal;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import io.millpond.logs.follow.Tails;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node with one sandbox, served by this dialect alone. */
final class TestingNode implements AutoCloseable {
  private static final String SANDBOX = "frameworks/F/executors/E/runs/C";

  private final Path sandbox;
  private final LogRoot root;
  private final SharedFiles files = SharedFiles.start();
  private final Tails tails = Tails.start();
  private final Journal journal;
  private final HttpServer server;

  TestingNode(Path workDir) throws IOException {
    sandbox = Files.createDirectories(workDir.resolve("slaves/S/" + SANDBOX));
    root = Sandboxes.openRoot(workDir);
    journal = Journal.open(List.of());
    Followers followers = new Followers();
    MesosCluster cluster =
        new MesosCluster(
            "m", StateSource.none(), Optional.of(new Sandboxes(root, Optional.of("S"))), Map.of());
    DcosDialect dialect =
        new DcosDialect(
            new DcosNode("S", false),
            new Doorkeeper(Access.open()),
            new DcosLogs(journal, List.of(cluster), files, tails, followers));
    // It owns no path but its own, and the tests ask for no other.
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            List.of(dialect),
            new Cors(List.of()),
            followers,
            new SimpleMeterRegistry(),
            new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
            OutputStream.nullOutputStream());
  }

  /** A file of the sandbox. */
  Path file(String name) {
    return sandbox.resolve(name);
  }

  /** A request for a file of the sandbox; {@code name} may have a query. */
  HttpRequest.Builder request(String name) {
    return HttpRequest.newBuilder(
        URI.create(
            "http://127.0.0.1:"
                + server.port()
                + "/system/v1/agent/S/logs/v2/task/"
                + SANDBOX
                + "/"
                + name));
  }

  @Override
  public void close() throws IOException {
    server.close();
    tails.close();
    files.close();
    journal.close();
    root.close();
  }
}
