package io.millpond.catalog.database;

import io.millpond.catalog.Entries;
import io.millpond.catalog.Limits;
import io.millpond.catalog.Outcome;
import io.millpond.catalog.Registered;
import io.millpond.catalog.RegistrationStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
public final class DatabaseRegistrations implements RegistrationStore, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseRegistrations.class);

  private final DatabaseUrl url;

  /** Guards all that is not volatile. */
  private final ReentrantLock lock = new ReentrantLock();

  private Registered registered = new Registered();
  private @Nullable OpenDatabase database;
  private @Nullable IOException failure;
  private long failedNanos;
  private long revision;
  private boolean closed;
  private volatile @Nullable Entries known;
  private volatile long knownNanos;

  private DatabaseRegistrations(DatabaseUrl url) {
    this.url = url;
    if (!url.isThere()) {
      this.known = Entries.NONE;
    }
  }

  /**
   * In the embedded database.
   *
   * @param directory made with the first change
   */
  public static DatabaseRegistrations embedded(Path directory) {
    return new DatabaseRegistrations(DatabaseUrl.embedded(directory));
  }

  /**
   * In a database that is there.
   *
   * @param jdbcUrl {@code jdbc:postgresql:…} or {@code jdbc:h2:…}
   */
  public static DatabaseRegistrations at(
      String jdbcUrl, Optional<String> user, Optional<String> password) {
    return new DatabaseRegistrations(new DatabaseUrl(jdbcUrl, user, password, Optional.empty()));
  }

  /** Opens the database on a thread of its own where there may be something in it. */
  public void openAhead() {
    if (url.isThere()) {
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
      lockInTime();
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
    return url.directory().isEmpty()
        && System.nanoTime() - knownNanos > Limits.REGISTRATIONS_FRESH.toNanos();
  }

  private void lockInTime() throws IOException {
    try {
      if (!lock.tryLock(Limits.DATABASE_ANSWER_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("the database does not answer");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private Entries refreshed() throws IOException {
    Entries last = known;
    if (last != null && !isOutdated()) {
      return last;
    }
    OpenDatabase open = open();
    try {
      reload(open);
    } catch (IOException failing) {
      knownNanos = System.nanoTime();
      throw failed(failing);
    }
    failure = null;
    return publish();
  }

  private void reload(OpenDatabase open) throws IOException {
    take(open.read(handle -> state(handle, RegistrationTables.revision(handle))));
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

  /** The database; a failure to open it is remembered for a while. */
  private OpenDatabase open() throws IOException {
    if (closed) {
      throw new IOException("the service is stopping");
    }
    if (database != null) {
      return database;
    }
    IOException last = failure;
    if (last != null && System.nanoTime() - failedNanos < Limits.DATABASE_RETRY.toNanos()) {
      throw last;
    }
    try {
      OpenDatabase opened = OpenDatabase.open(url);
      database = opened;
      failure = null;
      return opened;
    } catch (IOException failing) {
      knownNanos = System.nanoTime();
      throw failed(failing);
    }
  }

  /** Says what is wrong once, and not again until it is something else. */
  private IOException failed(IOException failing) {
    IOException last = failure;
    if (last == null || !String.valueOf(last.getMessage()).equals(failing.getMessage())) {
      log.error("registrations: {}", failing.getMessage());
    }
    failure = failing;
    failedNanos = System.nanoTime();
    return failing;
  }

  /**
   * Decided and made in one transaction that no other change, of this process or another, comes
   * between.
   */
  @Override
  public Outcome change(Function<Registered, Decision> rule) throws IOException {
    lockInTime();
    try {
      OpenDatabase open = open();
      try {
        Decided decided = open.inTransaction(handle -> decide(handle, rule));
        take(decided.before());
        if (decided.decision().change().isPresent()) {
          registered.apply(decided.decision().change().get());
          revision++;
          open.sync();
        }
        publish();
        return decided.decision().outcome();
      } catch (IOException failing) {
        throw failed(failing);
      }
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

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (database != null) {
        database.close();
        database = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
