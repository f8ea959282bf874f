package io.millpond.catalog.database;

import io.millpond.catalog.Entries;
import io.millpond.catalog.Outcome;
import io.millpond.catalog.Registered;
import io.millpond.catalog.RegistrationStore;
import io.millpond.database.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Registrations in a database of their own, closed with them. */
final class OpenRegistrations implements RegistrationStore, AutoCloseable {
  private final Database database;
  private final DatabaseRegistrations registrations;

  private OpenRegistrations(Database database) {
    this.database = database;
    this.registrations = new DatabaseRegistrations(database);
  }

  static OpenRegistrations embedded(Path directory) {
    return new OpenRegistrations(Database.embedded(directory));
  }

  static OpenRegistrations at(String url, Optional<String> user, Optional<String> password) {
    return new OpenRegistrations(Database.at(url, user, password));
  }

  void openAhead() {
    registrations.openAhead();
  }

  @Override
  public Entries entries() throws IOException {
    return registrations.entries();
  }

  @Override
  public Outcome change(Function<Registered, Decision> rule) throws IOException {
    return registrations.change(rule);
  }

  @Override
  public void close() {
    database.close();
  }
}
