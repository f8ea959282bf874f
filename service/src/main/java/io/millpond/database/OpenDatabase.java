package io.millpond.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** A database that is connected and has the newest schema. */
final class OpenDatabase implements AutoCloseable {
  private static final String SCHEMA_HISTORY = "millpond_schema_history";

  /** {@code DATABASE_ALREADY_OPEN_1} of H2's error codes. */
  private static final int H2_IN_USE = 90020;

  private final HikariDataSource connections;
  private final Jdbi jdbi;
  private final boolean isH2;

  private OpenDatabase(HikariDataSource connections, boolean isH2) {
    this.connections = connections;
    this.jdbi = Jdbi.create(connections);
    this.isH2 = isH2;
  }

  /**
   * Connects, and brings the schema up to date.
   *
   * @throws IOException saying what is wrong in words for the log
   */
  static OpenDatabase open(DatabaseUrl url) throws IOException {
    url.prepare();
    try {
      if (!url.isThere()) {
        try (HikariDataSource making = new HikariDataSource(pool(url.beingMade()))) {
          migrate(making);
        }
        url.beingMade().moveTo(url);
      } else if (url.directory().isPresent()) {
        Shortening.ofLong(url);
      }
      return connect(url);
    } catch (RuntimeException | StackOverflowError | AssertionError | FileSystemException failure) {
      throw new IOException(
          "the database %s cannot be opened: %s".formatted(url, reason(failure)), failure);
    }
  }

  /** Connects to one that is there, and brings the schema up to date. */
  static OpenDatabase connect(DatabaseUrl url) {
    HikariDataSource connections = new HikariDataSource(pool(url));
    try {
      OpenDatabase open = new OpenDatabase(connections, url.isH2());
      if (url.directory().isPresent() && !open.hasTables()) {
        throw new IllegalStateException("its tables are gone, the file is damaged");
      }
      migrate(connections);
      return open;
    } catch (RuntimeException | StackOverflowError | AssertionError failure) {
      connections.close();
      throw failure;
    }
  }

  private boolean hasTables() {
    return jdbi.withHandle(handle ->
        handle
                .createQuery(
                    "select count(*) from information_schema.tables"
                        + " where lower(table_name) = 'millpond_revision'")
                .mapTo(Integer.class)
                .one()
            > 0);
  }

  private static HikariConfig pool(DatabaseUrl url) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("database");
    pool.setJdbcUrl(url.jdbcUrl());
    url.user().ifPresent(pool::setUsername);
    url.password().ifPresent(pool::setPassword);
    pool.setMaximumPoolSize(Limits.MAX_DATABASE_CONNECTIONS);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(Limits.DATABASE_CONNECT_TIMEOUT.toMillis());
    if (url.isH2()) {
      // The embedded database is open as long as a connection is.
      pool.setMaxLifetime(0);
    } else {
      pool.addDataSourceProperty(
          "connectTimeout", Long.toString(Limits.DATABASE_CONNECT_TIMEOUT.toSeconds()));
      pool.addDataSourceProperty(
          "socketTimeout", Long.toString(Limits.DATABASE_ANSWER_TIMEOUT.toSeconds()));
    }
    return pool;
  }

  /** The tables share their schema with others': their names say whose they are. */
  private static void migrate(HikariDataSource connections) {
    Flyway.configure(OpenDatabase.class.getClassLoader())
        .dataSource(connections)
        .locations("classpath:io/millpond/database")
        .loggers("slf4j")
        .table(SCHEMA_HISTORY)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  /**
   * Does work in a transaction, which sees what others committed before each of its statements: so
   * what is read behind a lock is what those who had it before have left.
   */
  <T> T inTransaction(Work<T> work) throws IOException {
    try {
      return jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::with);
    } catch (RuntimeException failure) {
      throw new IOException("the database cannot be written: " + reason(failure), failure);
    }
  }

  /** Returns when all that was committed is on the disk. */
  void sync() throws IOException {
    if (!isH2) {
      return; // PostgreSQL sees to it itself
    }
    try {
      jdbi.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
    } catch (RuntimeException failure) {
      throw new IOException("the database cannot be written: " + reason(failure), failure);
    }
  }

  /** Whether not even what is there already can be written out. */
  boolean isBroken() {
    try {
      sync();
      return false;
    } catch (IOException broken) {
      return true;
    }
  }

  /** Reads all of it as it is at one moment. */
  <T> T read(Work<T> work) throws IOException {
    try {
      return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::with);
    } catch (RuntimeException failure) {
      throw new IOException("the database cannot be read: " + reason(failure), failure);
    }
  }

  /** The innermost cause says what it is; those around it say that it is. */
  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    for (int i = 0; i < 20 && innermost.getCause() != null; i++) {
      innermost = innermost.getCause();
      if (innermost instanceof SQLException sql && sql.getErrorCode() == H2_IN_USE) {
        return "it is in use already, by another process perhaps";
      }
    }
    String message = innermost.getMessage();
    return message == null ? innermost.getClass().getSimpleName() : message.strip();
  }

  @Override
  public void close() {
    connections.close();
  }
}
