package io.millpond.access.database;

import io.millpond.access.GrantBook;
import io.millpond.access.GrantOutcome;
import io.millpond.access.GrantStore.Change;
import io.millpond.access.GrantStore.Decision;
import io.millpond.access.Grants;
import io.millpond.access.Permission;
import io.millpond.database.Database;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A service with grants in a database of its own or of several, closed with it. */
final class GrantService implements AutoCloseable {
  final GrantBook book = new GrantBook(new Grants(Map.of("dcos:root", Set.of(Permission.ADMIN))));
  final DatabaseGrants grants;
  private final Database database;

  GrantService(Database database) {
    this(database, grants -> {});
  }

  /**
   * @param watching is told of grants before they hold
   */
  GrantService(Database database, Consumer<Grants> watching) {
    this.database = database;
    this.grants = new DatabaseGrants(database, book, watching.andThen(book::replaceMade));
  }

  GrantService started() {
    grants.openAhead();
    grants.await();
    return this;
  }

  void put(String principal, Set<Permission> permissions) throws IOException {
    grants.change(made ->
        new Decision(Optional.of(new Change(principal, permissions)), GrantOutcome.CREATED));
  }

  boolean allows(String principal, Permission permission) {
    return book.current().allow(List.of(principal), permission);
  }

  @Override
  public void close() {
    grants.close();
    database.close();
  }
}
