package io.millpond.access;

import java.util.Set;

/**
 * What a program that acts for a user has to have been let do by them, where the API itself names
 * no scopes. What a user may, their programs may not just so: who let one read their notebooks has
 * not let it read a node's journal, nor grant permissions.
 */
public final class Scopes {
  /**
   * All that the user may, under the name that Entra proposes for it; {@link Caller.Known} has it
   * where an issuer has another name for it, too.
   */
  public static final Set<String> ALL = Set.of("user_impersonation");

  private Scopes() {}
}
