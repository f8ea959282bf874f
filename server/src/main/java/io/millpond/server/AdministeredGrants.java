package io.millpond.server;

import io.millpond.access.GrantBook;
import io.millpond.access.GrantRegistrar;
import io.millpond.access.database.DatabaseGrants;
import io.millpond.access.database.Limits;
import io.millpond.database.Database;
import io.millpond.server.config.AuthConfig;

/** The grants of the configuration, and those that administrators make. */
final class AdministeredGrants implements AutoCloseable {
  private final boolean required;
  private final GrantBook book;
  private final DatabaseGrants made;

  /**
   * Opens nothing yet.
   *
   * @param database where those are that administrators make; closed after this
   */
  AdministeredGrants(AuthConfig auth, Database database) {
    this.required = auth.required();
    this.book = new GrantBook(Accesses.grants(auth));
    this.made = new DatabaseGrants(database, book);
  }

  /** Those that hold. */
  GrantBook book() {
    return book;
  }

  /** What administrators do with them. */
  GrantRegistrar registrar() {
    return new GrantRegistrar(required, book.configured(), made, Limits.MAX_GRANTED_PRINCIPALS);
  }

  /** Begins to read those on record, where any decision depends on them. */
  void openAhead() {
    if (required) {
      made.openAhead();
    }
  }

  /** Waits until they are known, or cannot be had for the time being. */
  void await() {
    if (required) {
      made.await();
    }
  }

  @Override
  public void close() {
    made.close();
  }
}
