package io.millpond.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millpond.catalog.Entries;
import io.millpond.catalog.Item;
import io.millpond.catalog.Registrar;
import io.millpond.catalog.Session;
import io.millpond.catalog.StandingCatalog;
import io.millpond.catalog.Workspace;
import io.millpond.catalog.database.DatabaseRegistrations;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.database.Database;
import io.millpond.server.config.ClusterConfig;
import io.millpond.server.config.Configuration;
import io.millpond.server.config.WorkspaceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The catalog that a configuration describes, with what the administrator adds to it at run time.
 */
final class Catalogs {
  private final DatabaseRegistrations registrations;
  private final StandingCatalog catalog;
  private final Registrar registrar;

  private Catalogs(
      Configuration configuration, Database database, List<ApplicationCluster> clusters) {
    this.registrations = new DatabaseRegistrations(database);
    Entries configured = entries(configuration.workspaces());
    this.catalog = new StandingCatalog(configured, registrations, clusters);
    this.registrar =
        new Registrar(
            configured,
            catalog,
            registrations,
            configuration.clusters().stream()
                .filter(cluster -> !(cluster instanceof ClusterConfig.Mesos))
                .map(ClusterConfig::name)
                .collect(Collectors.toSet()));
  }

  /**
   * Opens nothing yet.
   *
   * @param database where registrations are; closed after this
   * @param clusters those of the configuration that run applications
   */
  static Catalogs of(
      Configuration configuration, Database database, List<ApplicationCluster> clusters) {
    return new Catalogs(configuration, database, clusters);
  }

  StandingCatalog catalog() {
    return catalog;
  }

  /** What the administrator does with this catalog. */
  Registrar registrar() {
    return registrar;
  }

  /** Has what may need attention counted. */
  void measure(MeterRegistry meters) {
    Gauge.builder("millpond.catalog.claims.ignored", catalog, StandingCatalog::ignoredClaims)
        .description("Applications that say something of where they belong that does not count")
        .register(meters);
  }

  /** Has registrations read that are there, so that the first request need not wait for them. */
  void openAhead() {
    registrations.openAhead();
  }

  static Entries entries(List<WorkspaceConfig> configured) {
    List<Workspace> workspaces = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    List<Session> sessions = new ArrayList<>();
    for (WorkspaceConfig workspace : configured) {
      workspaces.add(new Workspace(workspace.id(), workspace.name(), workspace.tenant()));
      for (WorkspaceConfig.Item one : workspace.items()) {
        Item item = new Item(one.id(), workspace.id(), type(one.type()), one.name());
        items.add(item);
        for (WorkspaceConfig.LivySession session : one.livySessions()) {
          sessions.add(
              new Session(
                  session.id(),
                  item,
                  session.cluster(),
                  session.applications(),
                  session.livyLog()));
        }
      }
    }
    return new Entries(workspaces, items, sessions);
  }

  private static Item.Type type(WorkspaceConfig.ItemType type) {
    return switch (type) {
      case NOTEBOOK -> Item.Type.NOTEBOOK;
      case SPARK_JOB_DEFINITION -> Item.Type.SPARK_JOB_DEFINITION;
      case LAKEHOUSE -> Item.Type.LAKEHOUSE;
    };
  }
}
