package io.millpond.catalog;

import java.util.Optional;
import java.util.UUID;

/**
 * A workspace: what items belong to.
 *
 * @param tenant whose it is, as tokens name theirs; those of another tenant may read nothing in it
 */
public record Workspace(UUID id, String name, Optional<String> tenant) {
  /** One that is no tenant's. */
  public Workspace(UUID id, String name) {
    this(id, name, Optional.empty());
  }
}
