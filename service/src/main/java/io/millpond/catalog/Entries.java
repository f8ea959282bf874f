package io.millpond.catalog;

import java.util.List;

/**
 * What one source of the catalog tells: the configuration, or the administrator's registrations. An
 * item whose workspace no source has, and a session whose item none has, are not found.
 */
public record Entries(List<Workspace> workspaces, List<Item> items, List<Session> sessions) {
  /** Of a source that has nothing. */
  public static final Entries NONE = new Entries(List.of(), List.of(), List.of());

  public Entries {
    workspaces = List.copyOf(workspaces);
    items = List.copyOf(items);
    sessions = List.copyOf(sessions);
  }
}
