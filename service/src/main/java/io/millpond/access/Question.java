package io.millpond.access;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a caller wants to do.
 *
 * @param permission it needs
 * @param resource with what
 * @param scopes of which a caller that acts on behalf of a user has to have one; none needed where
 *     there are none
 * @param tenant the resource belongs to, if any: callers of another may not, whatever is granted;
 *     for those of none, grants alone decide. It is looked up for whoever may but for that, so that
 *     nobody else learns how long that takes, or that it fails
 */
public record Question(
    Permission permission,
    Resource resource,
    Set<String> scopes,
    Supplier<Optional<String>> tenant) {
  public Question {
    scopes = Set.copyOf(scopes);
  }

  /** One of what is no tenant's. */
  public Question(Permission permission, Resource resource, Set<String> scopes) {
    this(permission, resource, scopes, Optional::empty);
  }

  /** One for which neither scopes nor tenants matter. */
  public Question(Permission permission, Resource resource) {
    this(permission, resource, Set.of());
  }
}
