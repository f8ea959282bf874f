package io.millpond.catalog.database;

import io.millpond.catalog.Change;
import io.millpond.catalog.Entries;
import io.millpond.catalog.Limits;
import io.millpond.catalog.Outcome;
import io.millpond.catalog.Registered;
import io.millpond.catalog.RegistrationStore;
import io.millpond.database.Database;
import io.millpond.database.Kept;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registrations in a database, all of them in memory, too. A service that registers nothing loads
 * no class of it. A database that is configured is asked every {@link Limits#REGISTRATIONS_FRESH}
 * whether others have changed something.
 */
public final class DatabaseRegistrations implements RegistrationStore {
  private static final Logger log = LoggerFactory.getLogger(DatabaseRegistrations.class);

  private final Database database;
  private final Kept<Registered, Entries, Change> kept;

  /**
   * @param database which others may keep something in, too, and which is closed by them
   */
  public DatabaseRegistrations(Database database) {
    this.database = database;
    this.kept =
        new Kept<>(
            database,
            new RegistrationTables(),
            Registered::entries,
            entries -> {},
            Limits.REGISTRATIONS_FRESH);
  }

  /** Opens the database on a thread of its own where there may be something in it. */
  public void openAhead() {
    if (database.isThere()) {
      Thread.ofPlatform()
          .daemon()
          .name("registrations")
          .start(() -> {
            try {
              log.debug("{} entries are registered", entries().sessions().size());
            } catch (IOException told) {
              log.debug("the database was not opened ahead", told);
            }
          });
    }
  }

  @Override
  public Entries entries() throws IOException {
    return kept.now();
  }

  @Override
  public Outcome change(Function<Registered, Decision> rule) throws IOException {
    return kept.change(registered -> {
      Decision decision = rule.apply(registered);
      return new Kept.Decision<>(decision.change(), decision.outcome());
    });
  }
}
