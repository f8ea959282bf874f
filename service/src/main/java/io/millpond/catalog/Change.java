package io.millpond.catalog;

import java.util.UUID;

/** A change of what is registered. What belongs to an entry that is deleted goes with it. */
public sealed interface Change {
  /** Registers a workspace, or replaces the one of that id. */
  record PutWorkspace(Workspace workspace) implements Change {}

  /** Registers an item, or replaces the one of that id in its workspace. */
  record PutItem(Item item) implements Change {}

  /** Registers a session with its applications, or replaces the one of that id in its item. */
  record PutSession(Session session) implements Change {}

  /** Forgets a workspace, its items and their sessions. */
  record DeleteWorkspace(UUID id) implements Change {}

  /** Forgets an item and its sessions. */
  record DeleteItem(UUID workspace, UUID id) implements Change {}

  /** Forgets a session. */
  record DeleteSession(UUID workspace, UUID item, UUID id) implements Change {}
}
