package io.millpond.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** All registrations, to be looked up and changed. Guarded by whoever owns it. */
public final class Registered {
  private record ItemKey(UUID workspace, UUID item) {}

  private record SessionKey(UUID workspace, UUID item, UUID session) {}

  private final Map<UUID, Workspace> workspaces = new LinkedHashMap<>();
  private final Map<ItemKey, Item> items = new LinkedHashMap<>();
  private final Map<SessionKey, Session> sessions = new LinkedHashMap<>();
  private int applications;

  /** The workspace of that id. */
  public Optional<Workspace> workspace(UUID id) {
    return Optional.ofNullable(workspaces.get(id));
  }

  /** The item of that id in the workspace. */
  public Optional<Item> item(UUID workspace, UUID id) {
    return Optional.ofNullable(items.get(new ItemKey(workspace, id)));
  }

  /** The workspaces in which there is an item of that id. */
  List<UUID> workspacesOf(UUID item) {
    return items.keySet().stream()
        .filter(key -> key.item().equals(item))
        .map(ItemKey::workspace)
        .toList();
  }

  /** The session of that id in the item. */
  public Optional<Session> session(UUID workspace, UUID item, UUID id) {
    return Optional.ofNullable(sessions.get(new SessionKey(workspace, item, id)));
  }

  /** How many entries there are, of all kinds; each application of a session is one. */
  public int size() {
    return workspaces.size() + items.size() + sessions.size() + applications;
  }

  /** How many of them a session is, with its applications. */
  static int sizeOf(Session session) {
    return 1 + session.applicationIds().size();
  }

  /** Does what a change says. */
  public void apply(Change change) {
    switch (change) {
      case Change.PutWorkspace(Workspace workspace) -> workspaces.put(workspace.id(), workspace);
      case Change.PutItem(Item item) -> put(item);
      case Change.PutSession(Session session) -> put(session);
      case Change.DeleteWorkspace(UUID id) -> {
        workspaces.remove(id);
        items.keySet().removeIf(key -> key.workspace().equals(id));
        removeSessions(key -> key.workspace().equals(id));
      }
      case Change.DeleteItem(UUID workspace, UUID id) -> {
        items.remove(new ItemKey(workspace, id));
        removeSessions(key -> key.workspace().equals(workspace) && key.item().equals(id));
      }
      case Change.DeleteSession(UUID workspace, UUID item, UUID id) ->
          removeSessions(new SessionKey(workspace, item, id)::equals);
    }
  }

  private void put(Session session) {
    Session old = sessions.put(key(session), session);
    applications += session.applicationIds().size();
    applications -= old == null ? 0 : old.applicationIds().size();
  }

  private void removeSessions(Predicate<SessionKey> which) {
    sessions
        .entrySet()
        .removeIf(entry -> {
          boolean goes = which.test(entry.getKey());
          applications -= goes ? entry.getValue().applicationIds().size() : 0;
          return goes;
        });
  }

  private void put(Item item) {
    items.put(new ItemKey(item.workspaceId(), item.id()), item);
  }

  private static SessionKey key(Session session) {
    return new SessionKey(session.item().workspaceId(), session.item().id(), session.id());
  }

  /** As they are now. */
  public Entries entries() {
    return new Entries(
        List.copyOf(workspaces.values()),
        List.copyOf(items.values()),
        List.copyOf(sessions.values()));
  }
}
