package io.millpond.access;

import java.util.Optional;
import java.util.Set;

/**
 * What a caller wants to do.
 *
 * @param permission it needs
 * @param resource with what
 * @param scopes of which a caller that acts on behalf of a user has to have one; none needed where
 *     there are none
 * @param tenant the resource belongs to, if any: callers of another may not, whatever is granted;
 *     for those of none, grants alone decide
 */
public record Question(
    Permission permission, Resource resource, Set<String> scopes, Optional<String> tenant) {
  public Question {
    scopes = Set.copyOf(scopes);
  }

  /** One for which neither scopes nor tenants matter. */
  public Question(Permission permission, Resource resource) {
    this(permission, resource, Set.of(), Optional.empty());
  }
}
