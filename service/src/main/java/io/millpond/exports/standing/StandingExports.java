package io.millpond.exports.standing;

import io.millpond.database.Database;
import io.millpond.exports.Accepted;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.Creator;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Exports;
import io.millpond.exports.Limits;
import io.millpond.exports.Link;
import io.millpond.exports.LinkAnswer;
import io.millpond.exports.LinkOwner;
import io.millpond.exports.Operation;
import io.millpond.exports.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports that outlive the process, however it ends: see {@code docs/internals/exports.md}.
 *
 * <p>The database is opened with the first export, or with the first question where there may be
 * something in it; then what the process before has left is gone on with. Each data directory has
 * exports of its own, also where several services share a database.
 *
 * <p>No thread that is in here may be interrupted, but one that waits in {@link #open}.
 */
public final class StandingExports implements Exports, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StandingExports.class);

  private final Database database;
  private final Path data;
  private final Environment environment;

  /** Held while this begins or ends. */
  private final ReentrantLock starting = new ReentrantLock();

  /** At zero this has ended. */
  private final CountDownLatch closing = new CountDownLatch(1);

  private volatile @Nullable Running running;
  private @Nullable Thread sweeper;

  /**
   * Opens nothing yet.
   *
   * @param database which others may keep something in, too, and which is closed by them, after
   *     this
   * @param data directory for the files, made with the first export
   */
  public StandingExports(Database database, Path data, Environment environment) {
    this.database = database;
    this.data = data;
    this.environment = environment;
  }

  /**
   * Goes on with what the process before has left, if there may be something, on a thread of its
   * own; and from here on removes what has expired now and then.
   */
  public void openAhead() {
    starting.lock();
    try {
      if (sweeper == null && !isClosed()) {
        sweeper = Thread.ofPlatform().daemon().name("exports").start(this::tick);
      }
    } finally {
      starting.unlock();
    }
  }

  private void tick() {
    try {
      do {
        try {
          sweep();
        } catch (IOException failure) {
          log.debug("exports could not be looked after", failure);
        } catch (RuntimeException | Error failure) {
          log.error("exports could not be looked after; it is tried again", failure);
        }
      } while (!closing.await(Limits.SWEEP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes what has expired. */
  void sweep() throws IOException {
    Optional<Running> now = ifThere();
    if (now.isPresent()) {
      now.get().sweep();
    }
  }

  /** Begins, unless there is nothing: then asking makes no database. */
  private Optional<Running> ifThere() throws IOException {
    return running != null || database.isThere() ? Optional.of(started()) : Optional.empty();
  }

  private Running started() throws IOException {
    Running now = running;
    if (now != null) {
      return now;
    }
    Database.lockInTime(starting);
    try {
      if (isClosed()) {
        throw new IOException("the service is stopping");
      }
      now = running;
      if (now == null) {
        now = Running.start(data, database, environment);
        running = now;
      }
      if (isClosed()) {
        // The end came meanwhile, and did not wait.
        now.close();
      }
      return now;
    } finally {
      starting.unlock();
    }
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  @Override
  public Accepted accept(
      Creator creator,
      ClusterRef cluster,
      String clusterName,
      ExportRequest request,
      Optional<String> retryToken)
      throws Refusal, IOException {
    return started().accept(creator, cluster, clusterName, request, retryToken);
  }

  @Override
  public Optional<Operation> operation(String platform, String key) throws IOException {
    return ifThere().flatMap(now -> now.operation(platform, key));
  }

  @Override
  public List<Operation> operations(String platform) throws IOException {
    return ifThere().map(now -> now.operations(platform)).orElse(List.of());
  }

  @Override
  public Operation cancel(String caller, String platform, String key) throws Refusal, IOException {
    Optional<Running> now = ifThere();
    if (now.isEmpty()) {
      throw new Refusal(Refusal.Reason.UNKNOWN_OPERATION);
    }
    return now.get().cancel(caller, platform, key);
  }

  @Override
  public Optional<LinkOwner> owner(Link link) throws IOException {
    return ifThere().flatMap(now -> now.owner(link));
  }

  @Override
  public LinkAnswer open(Link link, Duration wait) throws IOException, InterruptedException {
    Optional<Running> now = ifThere();
    return now.isPresent() ? now.get().open(link, wait) : new LinkAnswer.Unknown();
  }

  /** Has what is being made stop; it goes on with the next start. */
  @Override
  public void close() {
    closing.countDown();
    try {
      if (starting.tryLock(Limits.STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          Running now = running;
          if (now != null) {
            now.close();
          }
        } finally {
          starting.unlock();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
