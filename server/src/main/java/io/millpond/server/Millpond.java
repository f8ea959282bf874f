package io.millpond.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millpond.api.Doorkeeper;
import io.millpond.api.OwnNames;
import io.millpond.api.admin.AdminDialect;
import io.millpond.api.aidp.AidpDialect;
import io.millpond.api.dcos.DcosDialect;
import io.millpond.api.dcos.DcosLogs;
import io.millpond.api.dcos.DcosNode;
import io.millpond.api.fabric.FabricDialect;
import io.millpond.audit.Trail;
import io.millpond.catalog.Catalog;
import io.millpond.catalog.LivyLogs;
import io.millpond.catalog.LivyRuns;
import io.millpond.clusters.documents.DocumentSource;
import io.millpond.clusters.mesos.MesosCluster;
import io.millpond.clusters.mesos.MesosState;
import io.millpond.clusters.mesos.Sandboxes;
import io.millpond.clusters.mesos.StateSource;
import io.millpond.database.Database;
import io.millpond.http.Cors;
import io.millpond.http.Crowd;
import io.millpond.http.Dialect;
import io.millpond.http.Followers;
import io.millpond.http.HttpServer;
import io.millpond.journal.Journal;
import io.millpond.logs.LogRoot;
import io.millpond.logs.OpenFiles;
import io.millpond.logs.SharedFiles;
import io.millpond.logs.follow.Tails;
import io.millpond.server.config.ClusterConfig;
import io.millpond.server.config.Configuration;
import io.millpond.server.config.NodeConfig;
import io.millpond.server.config.Source;
import io.millpond.server.config.TlsConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service. */
public final class Millpond implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Millpond.class);

  private final URI uri;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Known once the server listens; a request that comes right then waits for it. */
  private final CompletableFuture<URI> publicUrl = new CompletableFuture<>();

  private volatile boolean ready;

  /**
   * Opens what the configuration names and starts to serve.
   *
   * @param accessLog where access log lines go
   * @throws IOException where a directory cannot be opened or the address cannot be had; nothing is
   *     left half started
   */
  public Millpond(Configuration configuration, OutputStream accessLog) throws IOException {
    try {
      HttpServer server = start(configuration, accessLog);
      opened.push(server);
      this.uri = configuration.http().url(server.port());
      publicUrl.complete(configuration.http().publicUrl(server.port()));
      this.ready = true;
    } catch (IOException | RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private HttpServer start(Configuration configuration, OutputStream accessLog) throws IOException {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Gauge.builder("millpond.open.files", OpenFiles::count)
        .description("Log files that are open")
        .register(meters);
    Followers followers = open(new Followers());
    Optional<Trail> trail = Trails.of(configuration);
    trail.ifPresent(one -> {
      open(one).whenFailing(followers::breakOff);
      Trails.measure(one, meters);
    });
    Database database = open(Databases.of(configuration));
    AdministeredGrants grants = open(new AdministeredGrants(configuration.auth(), database));
    grants.openAhead();
    Doorkeeper doorkeeper =
        new Doorkeeper(
            open(Accesses.open(configuration.auth(), grants.book(), configuration.data())).access(),
            new OwnNames(configuration.http().names(), configuration.http().isNamed()),
            trail,
            new Crowd(ServerLimits.crowd(configuration.limits())));
    SharedFiles files = open(SharedFiles.start());
    ApplicationClusters clusters = open(ApplicationClusters.open(configuration.clusters(), files));
    Catalogs catalogs = Catalogs.of(configuration, database, clusters.clusters());
    catalogs.measure(meters);
    Dialect system =
        new SystemRoutes(
            doorkeeper,
            configuration.http().isLoopback(),
            () -> ready,
            meters,
            new OpenApiDocuments());
    LogExports exports =
        open(LogExports.of(configuration, clusters.clusters(), database, files, Instant.now()));
    List<Dialect> dialects =
        List.of(
            dcos(configuration, doorkeeper, followers, files),
            fabric(configuration, doorkeeper, files, clusters, catalogs.catalog()),
            aidp(configuration, doorkeeper, exports),
            new AdminDialect(
                doorkeeper,
                catalogs.registrar(),
                grants.registrar(),
                configuration.http().ownOrigins()),
            system);
    HttpServer server =
        new HttpServer(
            new InetSocketAddress(configuration.http().host(), configuration.http().port()),
            tls(configuration),
            dialects,
            new Cors(configuration.http().corsOrigins()),
            followers,
            meters,
            ServerLimits.connections(configuration.limits()),
            accessLog);
    catalogs.openAhead();
    exports.openAhead();
    grants.await();
    return server;
  }

  private Optional<TlsFiles> tls(Configuration configuration) throws IOException {
    Optional<TlsConfig> tls = configuration.http().tls();
    return tls.isEmpty()
        ? Optional.empty()
        : Optional.of(open(new TlsFiles(tls.get(), Limits.TLS_FILES_LOOK)));
  }

  private Dialect fabric(
      Configuration configuration,
      Doorkeeper doorkeeper,
      SharedFiles files,
      ApplicationClusters clusters,
      Catalog catalog) {
    return new FabricDialect(
        doorkeeper,
        catalog,
        open(new LivyLogs(files)),
        new LivyRuns(clusters.livyServers()),
        clusters.historyServers(),
        configuration.fabric().contentOffsetLimit(),
        publicUrl::join);
  }

  private Dialect aidp(Configuration configuration, Doorkeeper doorkeeper, LogExports exports) {
    return new AidpDialect(
        doorkeeper,
        exports.directory(),
        exports.exports(),
        exports.searches(),
        exports.files(),
        configuration.aidp().maxWindow(),
        publicUrl::join);
  }

  private Dialect dcos(
      Configuration configuration, Doorkeeper doorkeeper, Followers followers, SharedFiles files)
      throws IOException {
    Optional<NodeConfig> node = configuration.node();
    Journal journal = open(Journal.open(node.map(NodeConfig::journal).orElse(List.of())));
    List<MesosCluster> clusters = new ArrayList<>();
    for (ClusterConfig cluster : configuration.clusters()) {
      if (cluster instanceof ClusterConfig.Mesos mesos) {
        clusters.add(mesos(mesos, node.map(NodeConfig::id)));
      }
    }
    boolean isMaster = node.map(one -> one.role() == NodeConfig.Role.MASTER).orElse(false);
    return new DcosDialect(
        new DcosNode(node.map(NodeConfig::id).orElse(""), isMaster),
        doorkeeper,
        new DcosLogs(journal, clusters, files, open(Tails.start()), followers));
  }

  private MesosCluster mesos(ClusterConfig.Mesos mesos, Optional<String> nodeId)
      throws IOException {
    DocumentSource<MesosState> state =
        open(
            mesos
                .state()
                .map(source ->
                    switch (source) {
                      case Source.File(var path) -> StateSource.file(path);
                      case Source.Url(var url) -> StateSource.http(url);
                    })
                .orElseGet(StateSource::none));
    Optional<Sandboxes> sandboxes = Optional.empty();
    if (mesos.workDir().isPresent()) {
      LogRoot root = open(Sandboxes.openRoot(mesos.workDir().get()));
      sandboxes = Optional.of(new Sandboxes(root, nodeId));
    }
    return new MesosCluster(mesos.name(), state, sandboxes, mesos.agents());
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.push(resource);
    return resource;
  }

  /** Where the service answers. */
  public URI uri() {
    return uri;
  }

  /** Stops serving, then closes what was opened. */
  @Override
  public void close() {
    ready = false;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception failure) {
        log.warn("not closed cleanly", failure);
      }
    }
  }
}
