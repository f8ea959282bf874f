package io.millpond.server;

import io.millpond.access.Access;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Permission;
import io.millpond.access.local.LocalTokens;
import io.millpond.server.config.AuthConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The decision point as the configuration describes it. */
final class Accesses {
  private Accesses() {}

  /**
   * @param book of the configuration's grants and those that administrators make
   * @param data directory that has the tokens of {@code millpond token}
   */
  static Access of(AuthConfig auth, GrantBook book, Path data) {
    InstantSource clock = InstantSource.system();
    return auth.required()
        ? Access.closed(List.of(new LocalTokens(data, clock)), book, clock)
        : Access.open();
  }

  static Grants grants(AuthConfig auth) {
    Map<String, Set<Permission>> byPrincipal = new HashMap<>();
    for (AuthConfig.Grant grant : auth.grants()) {
      Set<Permission> permissions =
          byPrincipal.computeIfAbsent(grant.principal(), none -> new HashSet<>());
      grant.allow().forEach(name -> permissions.add(new Permission(name)));
    }
    return new Grants(byPrincipal);
  }
}
