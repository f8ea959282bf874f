package io.millpond.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All entries of the catalog at a moment, each in the one it belongs to. Immutable once it is
 * shared: {@link Merge} alone fills it.
 */
final class Contents {
  /** A workspace with its items. */
  static final class OfWorkspace {
    final Held<Workspace> held;
    final Map<UUID, OfItem> items = new LinkedHashMap<>();

    OfWorkspace(Held<Workspace> held) {
      this.held = held;
    }
  }

  /** An item with its sessions. */
  static final class OfItem {
    final Held<Item> held;
    final Map<UUID, Held<Session>> sessions = new LinkedHashMap<>();

    OfItem(Held<Item> held) {
      this.held = held;
    }
  }

  final Map<UUID, OfWorkspace> workspaces = new LinkedHashMap<>();
  private int ignoredClaims;

  /** How many applications said something of where they belong that does not count. */
  int ignoredClaims() {
    return ignoredClaims;
  }

  void ignoredClaims(int count) {
    this.ignoredClaims = count;
  }

  Stream<Held<Workspace>> allWorkspaces() {
    return workspaces.values().stream().map(workspace -> workspace.held);
  }

  Optional<Held<Workspace>> workspace(UUID id) {
    return Optional.ofNullable(workspaces.get(id)).map(workspace -> workspace.held);
  }

  Optional<OfItem> inside(UUID workspaceId, UUID itemId) {
    return Optional.ofNullable(workspaces.get(workspaceId))
        .flatMap(workspace -> Optional.ofNullable(workspace.items.get(itemId)));
  }

  Optional<Held<Item>> item(UUID workspaceId, UUID itemId) {
    return inside(workspaceId, itemId).map(item -> item.held);
  }

  Optional<Held<Session>> session(UUID workspaceId, UUID itemId, UUID id) {
    return inside(workspaceId, itemId).flatMap(item -> Optional.ofNullable(item.sessions.get(id)));
  }

  /** Whether there is an item of that id in another workspace. */
  boolean hasItemOutside(UUID workspaceId, UUID itemId) {
    return workspaces.values().stream()
        .anyMatch(other ->
            !other.held.value().id().equals(workspaceId) && other.items.containsKey(itemId));
  }

  List<Held<Item>> items(UUID workspaceId) {
    OfWorkspace workspace = workspaces.get(workspaceId);
    return workspace == null
        ? List.of()
        : workspace.items.values().stream().map(item -> item.held).toList();
  }

  List<Held<Session>> sessions(UUID workspaceId) {
    OfWorkspace workspace = workspaces.get(workspaceId);
    return workspace == null
        ? List.of()
        : workspace.items.values().stream()
            .flatMap(item -> item.sessions.values().stream())
            .toList();
  }
}
