package io.millpond.server;

import io.millpond.access.Access;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Permission;
import io.millpond.access.Verifier;
import io.millpond.server.config.AuthConfig;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The decision point as the configuration describes it. */
final class Accesses {
  private Accesses() {}

  /**
   * The decision point.
   *
   * @throws IOException where a key cannot be read or is not good
   */
  static Access of(AuthConfig auth) throws IOException {
    InstantSource clock = InstantSource.system();
    return auth.required()
        ? Access.closed(verifiers(auth, clock), new GrantBook(grants(auth)), clock)
        : Access.open();
  }

  private static List<Verifier> verifiers(AuthConfig auth, InstantSource clock) throws IOException {
    List<Verifier> verifiers = new ArrayList<>();
    OciKeys.verifier(auth, clock).ifPresent(verifiers::add);
    return verifiers;
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
