package io.millpond.server;

import io.millpond.database.Database;
import io.millpond.server.config.Configuration;
import io.millpond.server.config.Secret;

/** The database that a configuration describes. */
final class Databases {
  private Databases() {}

  /** Opens nothing yet; it is opened when it is needed. */
  static Database of(Configuration configuration) {
    return configuration
        .database()
        .map(database ->
            Database.at(database.url(), database.user(), database.password().map(Secret::value)))
        .orElseGet(() -> Database.embedded(configuration.data()));
  }
}
