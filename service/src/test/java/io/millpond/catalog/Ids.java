package io.millpond.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Ids of tests, and entries that have them. */
final class Ids {
  static final UUID W1 = new UUID(0x1000, 1);
  static final UUID W2 = new UUID(0x1000, 2);
  static final UUID I1 = new UUID(0x2000, 1);
  static final UUID I2 = new UUID(0x2000, 2);
  static final UUID S1 = new UUID(0x3000, 1);
  static final UUID S2 = new UUID(0x3000, 2);

  private Ids() {}

  static Workspace workspace(UUID id) {
    return new Workspace(id, "name of " + id);
  }

  static Item item(UUID workspace, UUID id) {
    return new Item(id, workspace, Item.Type.NOTEBOOK, "name of " + id);
  }

  static Session session(UUID workspace, UUID item, UUID id, String cluster, String... ids) {
    return new Session(id, item(workspace, item), cluster, List.of(ids), Optional.empty());
  }
}
