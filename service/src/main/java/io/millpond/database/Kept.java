package io.millpond.database;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Something that is kept in the database and, all of it, in memory, too: reading it costs nothing,
 * and a change is made in the database first.
 *
 * <p>The database is opened when it is first needed: with the first change, or with the first
 * question where there may be something in it. The embedded database is this process' alone; one
 * that is configured may be others', too, and is asked now and then whether they have changed
 * something. Where it cannot be asked, what was known last counts on.
 *
 * @param <S> what it is, guarded by this; may change in place
 * @param <V> what others see of it, immutable; the same object while nothing changes
 * @param <C> a change of it
 */
public final class Kept<S, V, C> {
  private final Database database;
  private final Tables<S, C> tables;
  private final Function<S, V> view;
  private final Consumer<V> told;
  private final Duration fresh;

  /** Guards all that is not volatile. */
  private final ReentrantLock lock = new ReentrantLock();

  private S state;
  private long revision;
  private volatile @Nullable V known;
  private volatile long knownNanos;

  /** Where it is kept. */
  public interface Tables<S, C> {
    /** What it is before the first change. */
    S none();

    /**
     * The table that has, in the column {@code revision} of its one row, a number that is another
     * one after every change, whoever made it.
     */
    String revisionTable();

    /** All of it. */
    S load(Handle handle);

    /** Does what a change says. */
    void apply(Handle handle, C change);

    /** The same in memory: what there is then, the same object or another. */
    S apply(S state, C change);
  }

  /**
   * What a rule makes of what there is.
   *
   * @param change to be made; none where nothing is to be
   * @param outcome what to tell of it
   */
  public record Decision<C, O>(Optional<C> change, O outcome) {}

  /**
   * @param database which others may keep something in, too, and which is closed by them
   * @param view of what there is
   * @param told of each new view, one after the other, before anybody else sees it
   * @param fresh how long a database that others may change is not asked
   */
  public Kept(
      Database database,
      Tables<S, C> tables,
      Function<S, V> view,
      Consumer<V> told,
      Duration fresh) {
    this.database = database;
    this.tables = tables;
    this.view = view;
    this.told = told;
    this.fresh = fresh;
    this.state = tables.none();
    if (!database.isThere()) {
      this.known = view.apply(state);
    }
  }

  /**
   * What there is.
   *
   * @throws IOException where that was never known and cannot be read
   */
  public V now() throws IOException {
    V last = known;
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
    return database.isShared() && System.nanoTime() - knownNanos > fresh.toNanos();
  }

  private V refreshed() throws IOException {
    V last = known;
    if (last != null && !isOutdated()) {
      return last;
    }
    try {
      take(database.read(handle -> state(handle, revision(handle, ""))));
    } catch (IOException failing) {
      // It is not asked again at once.
      knownNanos = System.nanoTime();
      throw failing;
    }
    return publish();
  }

  /** What there is, and the revision it is of. */
  private record State<S>(S content, long revision) {}

  private long revision(Handle handle, String locking) {
    return handle
        .createQuery("select revision from " + tables.revisionTable() + locking)
        .mapTo(Long.class)
        .one();
  }

  private State<S> state(Handle handle, long newest) {
    return new State<>(newest == revision ? state : tables.load(handle), newest);
  }

  private void take(State<S> now) {
    if (now.revision() != revision) {
      state = now.content();
      revision = now.revision();
      known = null;
    }
  }

  private V publish() {
    V now = known;
    if (now == null) {
      now = view.apply(state);
      told.accept(now);
    }
    knownNanos = System.nanoTime();
    known = now;
    return now;
  }

  /**
   * Decides on a change by what there is, and makes it, in one transaction that no other change, of
   * this process or another, comes between. It is stored for good when this returns.
   *
   * @throws IOException where the database cannot be read or written
   */
  public <O> O change(Function<S, Decision<C, O>> rule) throws IOException {
    Database.lockInTime(lock);
    try {
      Decided<S, C, O> decided = database.inTransaction(handle -> decide(handle, rule));
      take(decided.before());
      if (decided.decision().change().isPresent()) {
        state = tables.apply(state, decided.decision().change().get());
        revision++;
        database.sync();
      }
      publish();
      return decided.decision().outcome();
    } finally {
      lock.unlock();
    }
  }

  private record Decided<S, C, O>(State<S> before, Decision<C, O> decision) {}

  private <O> Decided<S, C, O> decide(Handle handle, Function<S, Decision<C, O>> rule) {
    // Whoever else wants to change something waits here until the end of this transaction.
    State<S> before = state(handle, revision(handle, " for update"));
    Decision<C, O> decision = rule.apply(before.content());
    if (decision.change().isPresent()) {
      // Where it fails nobody knows whether it was made: the tables are read again.
      known = null;
      tables.apply(handle, decision.change().get());
      handle.execute("update " + tables.revisionTable() + " set revision = revision + 1");
    }
    return new Decided<>(before, decision);
  }
}
