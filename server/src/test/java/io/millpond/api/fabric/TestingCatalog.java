package io.millpond.api.fabric;

import io.millpond.catalog.Catalog;
import io.millpond.catalog.Item;
import io.millpond.catalog.Session;
import io.millpond.catalog.Workspace;
import io.millpond.clusters.ApplicationCluster;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A catalog that is kept in memory; all sessions ran on one cluster. */
record TestingCatalog(
    List<Workspace> workspaces,
    List<Item> items,
    List<Session> sessions,
    ApplicationCluster testingCluster)
    implements Catalog {
  @Override
  public Optional<Workspace> workspace(UUID id) {
    return workspaces.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public Optional<String> tenant(UUID workspaceId) {
    return workspace(workspaceId).flatMap(Workspace::tenant);
  }

  @Override
  public Optional<Item> item(UUID workspaceId, UUID itemId) {
    return items.stream()
        .filter(one -> one.workspaceId().equals(workspaceId) && one.id().equals(itemId))
        .findFirst();
  }

  @Override
  public List<Session> sessions(UUID workspaceId) {
    return sessions.stream().filter(one -> one.item().workspaceId().equals(workspaceId)).toList();
  }

  @Override
  public List<Session> sessions(Item item) {
    return sessions.stream().filter(one -> one.item().equals(item)).toList();
  }

  @Override
  public Optional<Session> session(Item item, UUID livyId) {
    return sessions(item).stream().filter(one -> one.id().equals(livyId)).findFirst();
  }

  @Override
  public Optional<ApplicationCluster> cluster(Session session) {
    return Optional.of(testingCluster);
  }
}
