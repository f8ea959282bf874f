package io.millpond.access;

import io.millpond.access.GrantStore.Change;
import io.millpond.access.GrantStore.Decision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What administrators do with grants at run time. Those of the configuration are shown and stay as
 * they are; what is granted here adds to them.
 *
 * <p>Where credentials are required, somebody has to be left who may grant: the last {@code
 * millpond:admin} is not taken back unless the configuration grants it to somebody. Whether whoever
 * has it can still show who he is nobody knows here.
 */
public final class GrantRegistrar {
  private final boolean needsAdministrator;
  private final Grants configured;
  private final GrantStore store;
  private final int maxPrincipals;

  /**
   * @param required whether callers must show who they are
   * @param maxPrincipals that may be granted something here
   */
  public GrantRegistrar(boolean required, Grants configured, GrantStore store, int maxPrincipals) {
    this.needsAdministrator = required && !hasAdministrator(configured);
    this.configured = configured;
    this.store = store;
    this.maxPrincipals = maxPrincipals;
  }

  /**
   * What a principal is granted.
   *
   * @param made by administrators
   * @param configured by the configuration
   */
  public record Held(String principal, Set<Permission> made, Set<Permission> configured) {
    public Held {
      made = Set.copyOf(made);
      configured = Set.copyOf(configured);
    }
  }

  /** What every principal is granted, in the order of their names. */
  public List<Held> all() throws IOException {
    Grants made = store.made();
    Set<String> principals = new TreeSet<>(configured.byPrincipal().keySet());
    principals.addAll(made.byPrincipal().keySet());
    List<Held> all = new ArrayList<>();
    principals.forEach(principal -> all.add(held(made, principal)));
    return all;
  }

  /** What a principal is granted; empty where that is nothing. */
  public Optional<Held> one(String principal) throws IOException {
    return Optional.of(held(store.made(), principal))
        .filter(held -> !held.made().isEmpty() || !held.configured().isEmpty());
  }

  private Held held(Grants made, String principal) {
    return new Held(principal, made.of(principal), configured.of(principal));
  }

  /** Grants a principal these permissions, and none else that was granted here. */
  public GrantOutcome put(String principal, Set<Permission> permissions) throws IOException {
    return store.change(made -> {
      boolean isThere = !made.of(principal).isEmpty();
      if (!isThere && made.byPrincipal().size() >= maxPrincipals) {
        return refused(GrantOutcome.FULL);
      }
      return changed(
          made,
          new Change(principal, permissions),
          isThere ? GrantOutcome.REPLACED : GrantOutcome.CREATED);
    });
  }

  /** Takes back what was granted here. */
  public GrantOutcome delete(String principal) throws IOException {
    return store.change(made -> {
      if (made.of(principal).isEmpty()) {
        return refused(
            configured.of(principal).isEmpty() ? GrantOutcome.NOT_FOUND : GrantOutcome.CONFIGURED);
      }
      return changed(made, new Change(principal, Set.of()), GrantOutcome.DELETED);
    });
  }

  private Decision changed(Grants made, Change change, GrantOutcome outcome) {
    boolean leavesNobody =
        needsAdministrator && hasAdministrator(made) && !hasAdministrator(made.with(change));
    return leavesNobody
        ? refused(GrantOutcome.LAST_ADMINISTRATOR)
        : new Decision(Optional.of(change), outcome);
  }

  private static boolean hasAdministrator(Grants grants) {
    return grants.byPrincipal().values().stream()
        .anyMatch(permissions -> permissions.contains(Permission.ADMIN));
  }

  private static Decision refused(GrantOutcome outcome) {
    return new Decision(Optional.empty(), outcome);
  }
}
