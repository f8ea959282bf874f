package io.millpond.catalog.database;

import io.millpond.catalog.Change;
import io.millpond.catalog.Item;
import io.millpond.catalog.Registered;
import io.millpond.catalog.Session;
import io.millpond.catalog.Workspace;
import io.millpond.database.Kept;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Registrations as rows. The SQL is what H2 and PostgreSQL have in common. */
final class RegistrationTables implements Kept.Tables<Registered, Change> {
  private static final String SESSION_KEY = " workspace_id = ? and item_id = ? and session_id = ?";

  @Override
  public Registered none() {
    return new Registered();
  }

  @Override
  public String revisionTable() {
    return "millpond_revision";
  }

  @Override
  public Registered apply(Registered registered, Change change) {
    registered.apply(change);
    return registered;
  }

  @Override
  public void apply(Handle handle, Change change) {
    switch (change) {
      case Change.PutWorkspace(Workspace workspace) -> put(handle, workspace);
      case Change.PutItem(Item item) -> put(handle, item);
      case Change.PutSession(Session session) -> put(handle, session);
      case Change.DeleteWorkspace(UUID id) -> {
        for (String table : List.of("application", "session", "item", "workspace")) {
          handle.execute("delete from millpond_" + table + " where workspace_id = ?", id);
        }
      }
      case Change.DeleteItem(UUID workspace, UUID id) -> {
        for (String table : List.of("application", "session", "item")) {
          handle.execute(
              "delete from millpond_" + table + " where workspace_id = ? and item_id = ?",
              workspace,
              id);
        }
      }
      case Change.DeleteSession(UUID workspace, UUID item, UUID id) ->
          deleteSession(handle, workspace, item, id);
    }
  }

  private static void put(Handle handle, Workspace workspace) {
    handle.execute("delete from millpond_workspace where workspace_id = ?", workspace.id());
    handle.execute(
        "insert into millpond_workspace (workspace_id, name, tenant) values (?, ?, ?)",
        workspace.id(),
        workspace.name(),
        workspace.tenant().orElse(null));
  }

  private static void put(Handle handle, Item item) {
    handle.execute(
        "delete from millpond_item where workspace_id = ? and item_id = ?",
        item.workspaceId(),
        item.id());
    handle.execute(
        "insert into millpond_item (workspace_id, item_id, type, name) values (?, ?, ?, ?)",
        item.workspaceId(),
        item.id(),
        item.type().word(),
        item.name());
  }

  private static void put(Handle handle, Session session) {
    UUID workspace = session.item().workspaceId();
    UUID item = session.item().id();
    deleteSession(handle, workspace, item, session.id());
    handle.execute(
        "insert into millpond_session (workspace_id, item_id, session_id, item_type, cluster)"
            + " values (?, ?, ?, ?, ?)",
        workspace,
        item,
        session.id(),
        session.item().type().word(),
        session.cluster());
    if (session.applicationIds().isEmpty()) {
      return;
    }
    try (PreparedBatch rows =
        handle.prepareBatch(
            "insert into millpond_application"
                + " (workspace_id, item_id, session_id, place, application_id)"
                + " values (?, ?, ?, ?, ?)")) {
      int place = 0;
      for (String id : session.applicationIds()) {
        rows.add(workspace, item, session.id(), place++, id);
      }
      rows.execute();
    }
  }

  private static void deleteSession(Handle handle, UUID workspace, UUID item, UUID id) {
    handle.execute("delete from millpond_application where" + SESSION_KEY, workspace, item, id);
    handle.execute("delete from millpond_session where" + SESSION_KEY, workspace, item, id);
  }

  private record SessionId(UUID workspace, UUID item, UUID session) {}

  @Override
  public Registered load(Handle handle) {
    Registered registered = new Registered();
    handle
        .createQuery(
            "select workspace_id, name, tenant from millpond_workspace order by workspace_id")
        .map((row, context) ->
            new Workspace(
                row.getObject(1, UUID.class),
                row.getString(2),
                Optional.ofNullable(row.getString(3))))
        .forEach(workspace -> registered.apply(new Change.PutWorkspace(workspace)));
    handle
        .createQuery(
            "select item_id, workspace_id, type, name from millpond_item"
                + " order by workspace_id, item_id")
        .map((row, context) ->
            new Item(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                type(row.getString(3)),
                row.getString(4)))
        .forEach(item -> registered.apply(new Change.PutItem(item)));
    sessions(handle, registered);
    return registered;
  }

  private static void sessions(Handle handle, Registered registered) {
    Map<SessionId, List<String>> applications = new HashMap<>();
    handle
        .createQuery(
            "select workspace_id, item_id, session_id, application_id from millpond_application"
                + " order by workspace_id, item_id, session_id, place")
        .map((row, context) ->
            Map.entry(
                new SessionId(
                    row.getObject(1, UUID.class),
                    row.getObject(2, UUID.class),
                    row.getObject(3, UUID.class)),
                row.getString(4)))
        .forEach(row ->
            applications
                .computeIfAbsent(row.getKey(), any -> new ArrayList<>())
                .add(row.getValue()));
    handle
        .createQuery(
            "select workspace_id, item_id, session_id, item_type, cluster from millpond_session"
                + " order by workspace_id, item_id, session_id")
        .map((row, context) -> {
          UUID workspace = row.getObject(1, UUID.class);
          UUID itemId = row.getObject(2, UUID.class);
          UUID id = row.getObject(3, UUID.class);
          Item item =
              registered
                  .item(workspace, itemId)
                  .orElse(new Item(itemId, workspace, type(row.getString(4)), itemId.toString()));
          List<String> ids =
              applications.getOrDefault(new SessionId(workspace, itemId, id), List.of());
          return new Session(id, item, row.getString(5), ids, Optional.empty());
        })
        .forEach(session -> registered.apply(new Change.PutSession(session)));
  }

  private static Item.Type type(String word) {
    for (Item.Type type : Item.Type.values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw new IllegalStateException("the database has an item of an unknown type");
  }
}
