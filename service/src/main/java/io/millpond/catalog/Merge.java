package io.millpond.catalog;

import io.millpond.catalog.Contents.OfItem;
import io.millpond.catalog.Contents.OfWorkspace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes one catalog of its three sources.
 *
 * <p>The configuration goes first, then what the administrator registered, then what applications
 * claim by their Spark properties. The first source that has an entry says its name, its type, its
 * cluster and its Livy log; a later one may add to it what belongs below: items to a workspace,
 * sessions to an item, applications to a session of the same cluster.
 *
 * <p>The first two are the administrator's words. A claim is the word of whoever submitted the
 * application, and can do no more than show that application's own logs to those who may read the
 * workspace it names:
 *
 * <ul>
 *   <li>It speaks for the application its event log tells of and for no other. Whoever can write an
 *       event log can tell of any.
 *   <li>An application that the administrator put into a session stays in that session.
 *   <li>An item that is known in one workspace is in no other.
 *   <li>It renames and retypes nothing that is known; a type is needed for an item that is not.
 *   <li>A session has one cluster; an application of another cannot join it.
 *   <li>Among claims the application that began first goes before.
 * </ul>
 *
 * A claim that breaks one of these makes nothing exist and is counted.
 */
final class Merge {
  private static final Set<String> NOBODY = Set.of();

  private final Contents contents = new Contents();
  private final Map<UUID, UUID> workspaceOfItem = new HashMap<>();
  private final Set<Placed> placed = new HashSet<>();

  /** All applications of each session; by the session itself, whatever it is equal to. */
  private final IdentityHashMap<Session, Set<String>> applications = new IdentityHashMap<>();

  private int ignored;

  private record Placed(String cluster, String applicationId) {}

  private Merge() {}

  /** The administrator's words alone. */
  static Contents of(Entries configured, Entries registered) {
    return of(configured, registered, List.of(), 0);
  }

  /**
   * @param unreadable claims that were left out because they are malformed
   */
  static Contents of(Entries configured, Entries registered, List<Claim> claims, int unreadable) {
    Merge merge = new Merge();
    merge.add(configured, registered);
    merge.ignored = unreadable;
    claims.stream().sorted(Claim.OLDEST_FIRST).forEach(merge::add);
    return merge.finished();
  }

  /** Level by level, because one source may put an entry into one of the other. */
  private void add(Entries configured, Entries registered) {
    configured.workspaces().forEach(one -> add(one, Origin.CONFIGURED));
    registered.workspaces().forEach(one -> add(one, Origin.REGISTERED));
    configured.items().forEach(one -> add(one, Origin.CONFIGURED));
    registered.items().forEach(one -> add(one, Origin.REGISTERED));
    configured.sessions().forEach(one -> add(one, Origin.CONFIGURED));
    registered.sessions().forEach(one -> add(one, Origin.REGISTERED));
  }

  private void add(Workspace workspace, Origin origin) {
    contents.workspaces.putIfAbsent(workspace.id(), new OfWorkspace(new Held<>(workspace, origin)));
  }

  private void add(Item item, Origin origin) {
    OfWorkspace workspace = contents.workspaces.get(item.workspaceId());
    if (workspace != null) {
      workspace.items.putIfAbsent(item.id(), new OfItem(new Held<>(item, origin)));
      workspaceOfItem.putIfAbsent(item.id(), item.workspaceId());
    }
  }

  private void add(Session session, Origin origin) {
    contents
        .inside(session.item().workspaceId(), session.item().id())
        .ifPresent(item -> {
          if (join(item, session, origin)) {
            session.applicationIds().forEach(id -> placed.add(new Placed(session.cluster(), id)));
          }
        });
  }

  private void add(Claim claim) {
    boolean counts =
        claim
            .item()
            .map(item -> addBelow(claim, item))
            .orElseGet(() -> {
              add(named(claim.workspace()), Origin.CLAIMED);
              return true;
            });
    if (!counts || claim.complaint()) {
      ignored++;
    }
  }

  private static Workspace named(UUID id) {
    return new Workspace(id, id.toString());
  }

  private boolean addBelow(Claim claim, Claim.ClaimedItem claimed) {
    UUID owner = workspaceOfItem.get(claimed.id());
    boolean isKnown = contents.inside(claim.workspace(), claimed.id()).isPresent();
    if (owner == null ? claimed.type().isEmpty() : !isKnown) {
      return false;
    }
    if (placed.contains(new Placed(claim.cluster(), claim.applicationId()))) {
      return isIn(claim, claimed);
    }
    if (!isKnown) {
      add(named(claim.workspace()), Origin.CLAIMED);
      Item.Type type = claimed.type().orElseThrow();
      add(new Item(claimed.id(), claim.workspace(), type, claimed.id().toString()), Origin.CLAIMED);
    }
    OfItem item = contents.inside(claim.workspace(), claimed.id()).orElseThrow();
    return join(
        item,
        new Session(
            claimed.livyId(),
            item.held.value(),
            claim.cluster(),
            List.of(claim.applicationId()),
            Optional.empty()),
        Origin.CLAIMED);
  }

  /** Whether the application is in the session it claims to be in, whoever put it there. */
  private boolean isIn(Claim claim, Claim.ClaimedItem claimed) {
    return contents
        .inside(claim.workspace(), claimed.id())
        .map(item -> item.sessions.get(claimed.livyId()))
        .filter(held -> held.value().cluster().equals(claim.cluster()))
        .map(held -> applications.getOrDefault(held.value(), NOBODY))
        .filter(ids -> ids.contains(claim.applicationId()))
        .isPresent();
  }

  /**
   * Puts a session into its item, or its applications into the session of that id which is there.
   *
   * @return false where that one is another cluster's
   */
  private boolean join(OfItem item, Session session, Origin origin) {
    Session first =
        item.sessions
            .computeIfAbsent(session.id(), id -> new Held<>(in(item, session), origin))
            .value();
    if (!first.cluster().equals(session.cluster())) {
      return false;
    }
    applications
        .computeIfAbsent(first, any -> new LinkedHashSet<>())
        .addAll(session.applicationIds());
    return true;
  }

  /** The session with its item as the catalog has it, which may be called otherwise. */
  private static Session in(OfItem item, Session session) {
    return new Session(
        session.id(),
        item.held.value(),
        session.cluster(),
        session.applicationIds(),
        session.livyLog());
  }

  /** Gives each session all of its applications. */
  private Contents finished() {
    contents.workspaces.values().stream()
        .flatMap(workspace -> workspace.items.values().stream())
        .forEach(item -> item.sessions.replaceAll((id, held) -> complete(held)));
    contents.ignoredClaims(ignored);
    return contents;
  }

  private Held<Session> complete(Held<Session> held) {
    Session session = held.value();
    return new Held<>(
        new Session(
            session.id(),
            session.item(),
            session.cluster(),
            List.copyOf(applications.getOrDefault(session, NOBODY)),
            session.livyLog()),
        held.origin());
  }
}
