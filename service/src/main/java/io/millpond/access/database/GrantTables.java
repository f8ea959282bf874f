package io.millpond.access.database;

import io.millpond.access.GrantStore.Change;
import io.millpond.access.Grants;
import io.millpond.access.Permission;
import io.millpond.database.Kept;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Grants as rows. The SQL is what H2 and PostgreSQL have in common. */
final class GrantTables implements Kept.Tables<Grants, Change> {
  @Override
  public Grants none() {
    return Grants.NONE;
  }

  @Override
  public String revisionTable() {
    return "millpond_grant_revision";
  }

  @Override
  public Grants load(Handle handle) {
    Map<String, Set<Permission>> all = new HashMap<>();
    handle
        .createQuery("select principal, permission from millpond_grant order by principal, place")
        .map((row, context) -> Map.entry(row.getString(1), new Permission(row.getString(2))))
        .forEach(
            row -> all.computeIfAbsent(row.getKey(), any -> new HashSet<>()).add(row.getValue()));
    return new Grants(all);
  }

  @Override
  public Grants apply(Grants grants, Change change) {
    return grants.with(change);
  }

  @Override
  public void apply(Handle handle, Change change) {
    handle.execute("delete from millpond_grant where principal = ?", change.principal());
    if (!change.granted().isEmpty()) {
      insert(handle, change.principal(), change.granted().stream().map(Permission::name).toList());
    }
  }

  private static void insert(Handle handle, String principal, List<String> permissions) {
    try (PreparedBatch rows =
        handle.prepareBatch(
            "insert into millpond_grant (principal, place, permission) values (?, ?, ?)")) {
      int place = 0;
      for (String permission : permissions) {
        rows.add(principal, place++, permission);
      }
      rows.execute();
    }
  }
}
