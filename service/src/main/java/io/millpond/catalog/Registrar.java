package io.millpond.catalog;

import io.millpond.catalog.RegistrationStore.Decision;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the administrator does at run time: reads the catalog and registers what is not in the
 * configuration.
 *
 * <p>What the configuration says cannot be changed here, but it can be added to: items to its
 * workspaces, sessions to its items, applications to its sessions. What is only claimed by
 * applications is no ground to build on, since it goes when they do: registering the same id makes
 * it one.
 */
public final class Registrar {
  private final StandingCatalog catalog;
  private final RegistrationStore store;
  private final Contents configured;
  private final Set<String> clusters;

  /**
   * @param catalog which reads the same store
   * @param clusters the names of the clusters that sessions may name
   */
  public Registrar(
      Entries configured, StandingCatalog catalog, RegistrationStore store, Set<String> clusters) {
    this.catalog = catalog;
    this.store = store;
    this.configured = Merge.of(configured, Entries.NONE);
    this.clusters = Set.copyOf(clusters);
  }

  /** All workspaces, of all sources. */
  public List<Held<Workspace>> workspaces() throws IOException {
    return catalog.whole().allWorkspaces().toList();
  }

  /** The workspace of that id. */
  public Optional<Held<Workspace>> workspace(UUID id) throws IOException {
    return catalog.whole().workspace(id);
  }

  /** The items of a workspace; empty where there is no such workspace. */
  public Optional<List<Held<Item>>> items(UUID workspace) throws IOException {
    Contents contents = catalog.whole();
    return contents.workspace(workspace).map(there -> contents.items(workspace));
  }

  /** The item of that id in the workspace. */
  public Optional<Held<Item>> item(UUID workspace, UUID id) throws IOException {
    return catalog.whole().item(workspace, id);
  }

  /** The sessions of an item; empty where there is no such item. */
  public Optional<List<Held<Session>>> sessions(UUID workspace, UUID item) throws IOException {
    return catalog
        .whole()
        .inside(workspace, item)
        .map(there -> List.copyOf(there.sessions.values()));
  }

  /** The session of that id in the item. */
  public Optional<Held<Session>> session(UUID workspace, UUID item, UUID id) throws IOException {
    return catalog
        .whole()
        .inside(workspace, item)
        .flatMap(there -> Optional.ofNullable(there.sessions.get(id)));
  }

  /** Registers a workspace, or replaces what was registered. */
  public Outcome put(Workspace workspace) throws IOException {
    if (configured.workspace(workspace.id()).isPresent()) {
      return Outcome.CONFIGURED;
    }
    return store.change(registered ->
        put(
            registered,
            registered.workspace(workspace.id()).isPresent() ? 1 : 0,
            1,
            new Change.PutWorkspace(workspace)));
  }

  /** Registers an item in its workspace, or replaces what was registered. */
  public Outcome put(Item item) throws IOException {
    if (configured.item(item.workspaceId(), item.id()).isPresent()) {
      return Outcome.CONFIGURED;
    }
    Optional<Held<Workspace>> claimed = workspace(item.workspaceId());
    return store.change(registered -> {
      if (!isGround(registered, item.workspaceId())) {
        return refused(noGround(claimed.isPresent()));
      }
      boolean isElsewhere =
          configured.hasItemOutside(item.workspaceId(), item.id())
              || registered.workspacesOf(item.id()).stream()
                  .anyMatch(other -> !other.equals(item.workspaceId()));
      return isElsewhere
          ? refused(Outcome.ELSEWHERE)
          : put(
              registered,
              registered.item(item.workspaceId(), item.id()).isPresent() ? 1 : 0,
              1,
              new Change.PutItem(item));
    });
  }

  /**
   * Registers a session in its item, or replaces what was registered.
   *
   * @param workspace and {@code item}: where it belongs
   */
  public Outcome put(
      UUID workspace, UUID item, UUID id, String cluster, List<String> applicationIds)
      throws IOException {
    if (configured.session(workspace, item, id).isPresent()) {
      return Outcome.CONFIGURED;
    }
    boolean isClaimed = item(workspace, item).isPresent();
    return store.change(registered ->
        putSession(
            registered, isClaimed, workspace, item, id, cluster, List.copyOf(applicationIds)));
  }

  /**
   * Adds applications to a session, whoever says that there is one: a session that applications
   * claim becomes a registered one, to one of the configuration the applications alone are added.
   */
  public Outcome addApplications(UUID workspace, UUID item, UUID id, List<String> applicationIds)
      throws IOException {
    Outcome outcome = Outcome.NOT_FOUND;
    Optional<Held<Session>> seen = session(workspace, item, id);
    if (seen.isPresent()) {
      outcome = addApplications(seen.get(), workspace, item, id, applicationIds);
    }
    if (outcome == Outcome.NOT_FOUND && seen.isPresent()) {
      // Deleted since it was seen: what is left of it is what its registration covered, if any.
      Optional<Held<Session>> left =
          session(workspace, item, id).filter(held -> held.origin() == Origin.CLAIMED);
      if (left.isPresent()) {
        outcome = addApplications(left.get(), workspace, item, id, applicationIds);
      }
    }
    return outcome;
  }

  /**
   * Whether the session is there, and in which cluster, is decided by what is registered when it is
   * changed: it may have been deleted, or put anew, since it was seen.
   */
  private Outcome addApplications(
      Held<Session> seen, UUID workspace, UUID item, UUID id, List<String> applicationIds)
      throws IOException {
    return store.change(registered -> {
      Optional<Session> now = registered.session(workspace, item, id);
      if (seen.origin() == Origin.REGISTERED && now.isEmpty()) {
        return refused(Outcome.NOT_FOUND);
      }
      Session session =
          seen.origin() == Origin.CONFIGURED ? seen.value() : now.orElse(seen.value());
      Set<String> all = new LinkedHashSet<>();
      now.ifPresent(old -> all.addAll(old.applicationIds()));
      all.addAll(applicationIds);
      return putSession(registered, true, workspace, item, id, session.cluster(), List.copyOf(all));
    });
  }

  private Decision putSession(
      Registered registered,
      boolean isItemClaimed,
      UUID workspace,
      UUID item,
      UUID id,
      String cluster,
      List<String> applicationIds) {
    Optional<Item> ground = itemGround(registered, workspace, item);
    if (ground.isEmpty()) {
      return refused(noGround(isItemClaimed));
    }
    if (!clusters.contains(cluster)) {
      return refused(Outcome.NO_CLUSTER);
    }
    if (applicationIds.size() > Limits.MAX_REGISTERED_APPLICATIONS) {
      return refused(Outcome.FULL);
    }
    Session session = new Session(id, ground.get(), cluster, applicationIds, Optional.empty());
    return put(
        registered,
        registered.session(workspace, item, id).map(Registered::sizeOf).orElse(0),
        Registered.sizeOf(session),
        new Change.PutSession(session));
  }

  /** Takes a workspace back, with the items and sessions that are registered in it. */
  public Outcome deleteWorkspace(UUID id) throws IOException {
    Optional<Origin> origin = workspace(id).map(Held::origin);
    return store.change(registered ->
        registered.workspace(id).isPresent()
            ? deleted(new Change.DeleteWorkspace(id))
            : refused(notRegistered(origin)));
  }

  /** Takes an item back, with the sessions that are registered in it. */
  public Outcome deleteItem(UUID workspace, UUID id) throws IOException {
    Optional<Origin> origin = item(workspace, id).map(Held::origin);
    return store.change(registered ->
        registered.item(workspace, id).isPresent()
            ? deleted(new Change.DeleteItem(workspace, id))
            : refused(notRegistered(origin)));
  }

  /** Takes a session back; of one that is configured, the applications that were added. */
  public Outcome deleteSession(UUID workspace, UUID item, UUID id) throws IOException {
    Optional<Origin> origin = session(workspace, item, id).map(Held::origin);
    return store.change(registered ->
        registered.session(workspace, item, id).isPresent()
            ? deleted(new Change.DeleteSession(workspace, item, id))
            : refused(notRegistered(origin)));
  }

  private static Outcome notRegistered(Optional<Origin> origin) {
    return switch (origin.orElse(Origin.REGISTERED)) {
      case CONFIGURED -> Outcome.CONFIGURED;
      case CLAIMED -> Outcome.ONLY_CLAIMED;
      case REGISTERED -> Outcome.NOT_FOUND; // deleted since
    };
  }

  private boolean isGround(Registered registered, UUID workspace) {
    return configured.workspace(workspace).isPresent()
        || registered.workspace(workspace).isPresent();
  }

  private Optional<Item> itemGround(Registered registered, UUID workspace, UUID item) {
    return configured
        .item(workspace, item)
        .map(Held::value)
        .or(() -> registered.item(workspace, item))
        .filter(there -> isGround(registered, workspace));
  }

  private static Outcome noGround(boolean isClaimed) {
    return isClaimed ? Outcome.PARENT_ONLY_CLAIMED : Outcome.NO_PARENT;
  }

  /**
   * What adds nothing is done however full it is.
   *
   * @param oldSize entries that are replaced; 0 where there is nothing yet
   * @param newSize entries it will be
   */
  private static Decision put(Registered registered, int oldSize, int newSize, Change change) {
    boolean isThere = oldSize > 0;
    int added = newSize - oldSize;
    return added > 0 && registered.size() + added > Limits.MAX_REGISTERED
        ? refused(Outcome.FULL)
        : new Decision(Optional.of(change), isThere ? Outcome.REPLACED : Outcome.CREATED);
  }

  private static Decision deleted(Change change) {
    return new Decision(Optional.of(change), Outcome.DELETED);
  }

  private static Decision refused(Outcome outcome) {
    return new Decision(Optional.empty(), outcome);
  }
}
