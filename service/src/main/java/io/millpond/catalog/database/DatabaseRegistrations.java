package io.millpond.catalog.database;

import io.millpond.catalog.Entries;
import io.millpond.catalog.Limits;
import io.millpond.catalog.Outcome;
import io.millpond.catalog.Registered;
import io.millpond.catalog.RegistrationStore;
import io.millpond.database.Database;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registrations in a database, all of them in memory, too: reading them costs nothing, and a change
 * is made in the database first.
 *
 * <p>The database is opened when it is first needed: with the first change, or with the first
 * question where there may be something in it. A service that registers nothing loads no class of
 * it. The embedded database is this process' alone; one that is configured may be others', too, and
 * is asked every {@link Limits#REGISTRATIONS_FRESH} whether they have changed something.
 */
public final class DatabaseRegistrations implements RegistrationStore {
  private static final Logger log = LoggerFactory.getLogger(DatabaseRegistrations.class);

  private final Database database;

  /** Guards all that is not volatile. */
  private final ReentrantLock lock = new ReentrantLock();

  private Registered registered = new Registered();
  private long revision;
  private volatile @Nullable Entries known;
  private volatile long knownNanos;

  /**
   * @param database which others may keep something in, too, and which is closed by them
   */
  public DatabaseRegistrations(Database database) {
    this.database = database;
    if (!database.isThere()) {
      this.known = Entries.NONE;
    }
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
    Entries last = known;
    if (last != null && !isOutdated()) {
      return last;
    }
    if (last != null && !lock.tryLock()) {
      return last; // somebody is asking already
    } else if (last == null) {
      Database.lockInTime(lock);
    }
    try {
      return refreshed();
    } catch (IOException failing) {
      if (last == null) {
        throw failing;
      }
      return last;
    } finally {
      lock.unlock();
    }
  }

  private boolean isOutdated() {
    return database.isShared()
        && System.nanoTime() - knownNanos > Limits.REGISTRATIONS_FRESH.toNanos();
  }

  private Entries refreshed() throws IOException {
    Entries last = known;
    if (last != null && !isOutdated()) {
      return last;
    }
    try {
      take(database.read(handle -> state(handle, RegistrationTables.revision(handle))));
    } catch (IOException failing) {
      // It is not asked again at once.
      knownNanos = System.nanoTime();
      throw failing;
    }
    return publish();
  }

  /** What is registered, and the revision it is of. */
  private record State(Registered registered, long revision) {}

  private State state(Handle handle, long newest) {
    return new State(newest == revision ? registered : RegistrationTables.load(handle), newest);
  }

  private void take(State now) {
    if (now.revision() != revision) {
      registered = now.registered();
      revision = now.revision();
      known = null;
    }
  }

  private Entries publish() {
    Entries now = known == null ? registered.entries() : known;
    knownNanos = System.nanoTime();
    known = now;
    return now;
  }

  /**
   * Decided and made in one transaction that no other change, of this process or another, comes
   * between.
   */
  @Override
  public Outcome change(Function<Registered, Decision> rule) throws IOException {
    Database.lockInTime(lock);
    try {
      Decided decided = database.inTransaction(handle -> decide(handle, rule));
      take(decided.before());
      if (decided.decision().change().isPresent()) {
        registered.apply(decided.decision().change().get());
        revision++;
        database.sync();
      }
      publish();
      return decided.decision().outcome();
    } finally {
      lock.unlock();
    }
  }

  private record Decided(State before, Decision decision) {}

  private Decided decide(Handle handle, Function<Registered, Decision> rule) {
    State before = state(handle, RegistrationTables.lock(handle));
    Decision decision = rule.apply(before.registered());
    if (decision.change().isPresent()) {
      // Where it fails nobody knows whether it was made: the tables are read again.
      known = null;
      RegistrationTables.apply(handle, decision.change().get());
    }
    return new Decided(before, decision);
  }
}
