package io.millpond.access.database;

import io.millpond.access.GrantBook;
import io.millpond.access.GrantOutcome;
import io.millpond.access.GrantStore;
import io.millpond.access.Grants;
import io.millpond.database.Database;
import io.millpond.database.Kept;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grants in a database, all of them in the {@link GrantBook}, too: no decision waits for the
 * database. A thread of its own reads them at the start and sees to it that what others change in a
 * shared database is known {@link Limits#GRANTS_FRESH} later; while it cannot be asked, what was
 * known last holds.
 */
public final class DatabaseGrants implements GrantStore, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseGrants.class);

  private final Database database;
  private final GrantBook book;
  private final Kept<Grants, Grants, Change> kept;
  private final CountDownLatch tried = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Opens nothing yet.
   *
   * @param database which others may keep something in, too, and which is closed by them
   * @param book that is told of what is made
   */
  public DatabaseGrants(Database database, GrantBook book) {
    this(database, book, book::replaceMade);
  }

  DatabaseGrants(Database database, GrantBook book, Consumer<Grants> told) {
    this.database = database;
    this.book = book;
    this.kept =
        new Kept<>(database, new GrantTables(), Function.identity(), told, Limits.GRANTS_FRESH);
  }

  /** Begins to read, where there may be something, and from here on keeps the book up to date. */
  public void openAhead() {
    if (database.isThere()) {
      book.awaitMade();
    } else {
      tried.countDown();
    }
    Thread.ofPlatform().daemon().name("grants").start(this::look);
  }

  private void look() {
    try {
      do {
        try {
          kept.now();
        } catch (IOException | RuntimeException | Error failure) {
          // The database has told the log. Without this thread others' changes would be unknown.
          log.debug("grants cannot be read", failure);
        }
        tried.countDown();
      } while (!closed.await(Limits.GRANTS_LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until they have been read, or could not be; no longer than {@link Limits#GRANTS_WAIT}.
   * Only behind {@link #openAhead}.
   */
  public void await() {
    try {
      if (!tried.await(Limits.GRANTS_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("the grants on record are not known yet: the database does not answer");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Grants made() throws IOException {
    return kept.now();
  }

  @Override
  public GrantOutcome change(Function<Grants, Decision> rule) throws IOException {
    return kept.change(made -> {
      Decision decision = rule.apply(made);
      return new Kept.Decision<>(decision.change(), decision.outcome());
    });
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
