package io.millpond.server;

import io.millpond.catalog.Entries;
import io.millpond.catalog.Item;
import io.millpond.catalog.Registrations;
import io.millpond.catalog.Session;
import io.millpond.catalog.StandingCatalog;
import io.millpond.catalog.Workspace;
import io.millpond.clusters.ApplicationCluster;
import io.millpond.server.config.Configuration;
import io.millpond.server.config.WorkspaceConfig;
import java.util.ArrayList;
import java.util.List;

/** Makes the catalog that a configuration describes. */
final class Catalogs {
  private Catalogs() {}

  /**
   * @param clusters those of the configuration that run applications
   */
  static StandingCatalog of(Configuration configuration, List<ApplicationCluster> clusters) {
    return new StandingCatalog(entries(configuration.workspaces()), Registrations.NONE, clusters);
  }

  static Entries entries(List<WorkspaceConfig> configured) {
    List<Workspace> workspaces = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    List<Session> sessions = new ArrayList<>();
    for (WorkspaceConfig workspace : configured) {
      workspaces.add(new Workspace(workspace.id(), workspace.name()));
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
