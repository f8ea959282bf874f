package io.millpond.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of a service, which all that keep something in it share: one pool of connections,
 * one schema. It is opened by the first question or change; a service that keeps nothing loads no
 * class of it. Safe for use by many threads, none of which may be interrupted while it is in here:
 * an interrupt closes the embedded database's file.
 */
public final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);

  private final DatabaseUrl url;

  /** Held while it is opened or closed; guards what decides of that. */
  private final ReentrantLock opening = new ReentrantLock();

  private @Nullable IOException failure;
  private long failedNanos;
  private boolean closed;
  private volatile @Nullable OpenDatabase database;

  /** What was told last to be wrong; null where all went well since. */
  private volatile @Nullable String told;

  private Database(DatabaseUrl url) {
    this.url = url;
  }

  /**
   * The embedded one, which is this process' alone.
   *
   * @param directory made with the first change
   */
  public static Database embedded(Path directory) {
    return new Database(DatabaseUrl.embedded(directory));
  }

  /**
   * One that is there, and may be others', too.
   *
   * @param jdbcUrl {@code jdbc:postgresql:…} or {@code jdbc:h2:…}
   */
  public static Database at(String jdbcUrl, Optional<String> user, Optional<String> password) {
    return new Database(new DatabaseUrl(jdbcUrl, user, password, Optional.empty()));
  }

  /** Whether there may be something in it: a question to one that is not there would make it. */
  public boolean isThere() {
    return url.isThere();
  }

  /** Whether others may change what is in it. */
  public boolean isShared() {
    return url.directory().isEmpty();
  }

  /**
   * Does work in a transaction, which sees what others committed before each of its statements: so
   * what is read behind a lock is what those who had it before have left.
   */
  public <T> T inTransaction(Work<T> work) throws IOException {
    return told(open -> open.inTransaction(work));
  }

  /** Reads all of it as it is at one moment. */
  public <T> T read(Work<T> work) throws IOException {
    return told(open -> open.read(work));
  }

  /** Does work in a transaction; when this returns it is on the disk. */
  public <T> T durably(Work<T> work) throws IOException {
    return told(open -> {
      T result = open.inTransaction(work);
      open.sync();
      return result;
    });
  }

  /** Returns when all that was committed is on the disk. */
  public void sync() throws IOException {
    told(open -> {
      open.sync();
      return true;
    });
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(OpenDatabase open) throws IOException;
  }

  private <T> T told(Use<T> use) throws IOException {
    try {
      T result = used(open(), use);
      told = null;
      return result;
    } catch (IOException failing) {
      // Said once, and not again until it is something else.
      String message = String.valueOf(failing.getMessage());
      if (!Objects.equals(told, message)) {
        told = message;
        log.error("{}", message);
      }
      throw failing;
    }
  }

  private <T> T used(OpenDatabase open, Use<T> use) throws IOException {
    try {
      return use.of(open);
    } catch (IOException failing) {
      if (!isShared() && open.isBroken()) {
        drop(open);
      }
      throw failing;
    }
  }

  /** An embedded database that has met a full disk stays broken until it is opened anew. */
  private void drop(OpenDatabase broken) throws IOException {
    lockInTime(opening);
    try {
      if (database == broken) {
        database = null;
        broken.close();
      }
    } finally {
      opening.unlock();
    }
  }

  private OpenDatabase open() throws IOException {
    OpenDatabase opened = database;
    if (opened != null) {
      return opened;
    }
    lockInTime(opening);
    try {
      return opened();
    } finally {
      opening.unlock();
    }
  }

  /** A failure to open it is remembered for a while. */
  private OpenDatabase opened() throws IOException {
    if (closed) {
      throw new IOException("the service is stopping");
    }
    OpenDatabase opened = database;
    if (opened != null) {
      return opened;
    }
    IOException last = failure;
    if (last != null && System.nanoTime() - failedNanos < Limits.DATABASE_RETRY.toNanos()) {
      throw last;
    }
    try {
      opened = OpenDatabase.open(url);
      database = opened;
      failure = null;
      return opened;
    } catch (IOException failing) {
      failure = failing;
      failedNanos = System.nanoTime();
      throw failing;
    }
  }

  /**
   * Waits for a lock that is held while somebody asks the database, not for ever.
   *
   * @throws IOException where it takes too long
   */
  public static void lockInTime(ReentrantLock lock) throws IOException {
    try {
      if (!lock.tryLock(Limits.DATABASE_ANSWER_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("the database does not answer");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /** From here on every use fails. */
  @Override
  public void close() {
    opening.lock();
    try {
      closed = true;
      OpenDatabase opened = database;
      database = null;
      if (opened != null) {
        opened.close();
      }
    } finally {
      opening.unlock();
    }
  }
}
