package io.millpond.api.fabric;

import io.millpond.access.Permission;
import io.millpond.access.Question;
import io.millpond.access.Resource;
import io.millpond.catalog.Catalog;
import io.millpond.catalog.Item;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What this dialect asks the decision point: for reading an item or knowing of all in a workspace,
 * with the delegated scopes the document names (Required delegated scopes).
 */
final class Questions {
  private final Catalog catalog;

  /**
   * @param catalog that tells whose a workspace is
   */
  Questions(Catalog catalog) {
    this.catalog = catalog;
  }

  /** To list what is in a workspace. */
  Question workspace(UUID id) {
    return question(id, "workspace:" + id, "/" + id, scopes("Workspace"));
  }

  /** To know of what is in a workspace, whatever the caller was let do there. */
  Question membership(UUID id) {
    return question(id, "workspace:" + id, "/" + id, Set.of());
  }

  /** To read an item: the scopes of all items do, and those of its kind. */
  Question item(UUID workspace, UUID item, Item.Type type) {
    String name = workspace + "/" + item;
    Set<String> scopes = new HashSet<>(scopes("Item"));
    scopes.addAll(scopes(type.word()));
    return question(workspace, "item:" + name, "/" + name, scopes);
  }

  private static Set<String> scopes(String kind) {
    return Set.of(kind + ".Read.All", kind + ".ReadWrite.All");
  }

  private Question question(
      UUID workspace, String permission, String resource, Set<String> scopes) {
    return new Question(
        new Permission(permission + ":read"),
        new Resource(Resource.Kind.ITEM, resource),
        scopes,
        () -> catalog.tenant(workspace));
  }
}
