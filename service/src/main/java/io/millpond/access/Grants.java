package io.millpond.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who may what. Immutable.
 *
 * @param byPrincipal the permissions of each principal: of a caller, or of a group
 */
public record Grants(Map<String, Set<Permission>> byPrincipal) {
  /** Nobody may anything. */
  public static final Grants NONE = new Grants(Map.of());

  public Grants {
    Map<String, Set<Permission>> copy = new HashMap<>();
    byPrincipal.forEach((principal, permissions) -> copy.put(principal, Set.copyOf(permissions)));
    byPrincipal = Map.copyOf(copy);
  }

  /** These and others. */
  public Grants and(Grants others) {
    Map<String, Set<Permission>> all = new HashMap<>(byPrincipal);
    others.byPrincipal.forEach((principal, more) ->
        all.merge(
            principal,
            more,
            (some, rest) -> {
              Set<Permission> both = new HashSet<>(some);
              both.addAll(rest);
              return both;
            }));
    return new Grants(all);
  }

  /** These after a change. */
  public Grants with(GrantStore.Change change) {
    Map<String, Set<Permission>> all = new HashMap<>(byPrincipal);
    if (change.granted().isEmpty()) {
      all.remove(change.principal());
    } else {
      all.put(change.principal(), change.granted());
    }
    return new Grants(all);
  }

  /** What one principal is granted. */
  public Set<Permission> of(String principal) {
    return byPrincipal.getOrDefault(principal, Set.of());
  }

  /** Whether one of the principals may. */
  public boolean allow(Collection<String> principals, Permission permission) {
    for (String principal : principals) {
      Set<Permission> granted = byPrincipal.get(principal);
      if (granted != null
          && (granted.contains(permission)
              || (permission.isReading() && granted.contains(Permission.SUPERUSER)))) {
        return true;
      }
    }
    return false;
  }
}
