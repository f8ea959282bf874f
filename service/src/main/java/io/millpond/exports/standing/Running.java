package io.millpond.exports.standing;

import io.millpond.database.Database;
import io.millpond.exports.Accepted;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.Creator;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Limits;
import io.millpond.exports.Link;
import io.millpond.exports.LinkAnswer;
import io.millpond.exports.LinkOwner;
import io.millpond.exports.Operation;
import io.millpond.exports.Refusal;
import io.millpond.exports.Room;
import io.millpond.exports.making.Making;
import io.millpond.exports.search.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exports once the database is open and what was left by the process before is dealt with. */
final class Running implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Running.class);

  private final ExportFolder folder;
  private final Room room;
  private final InstantSource clock;
  private final Workers workers;
  private final Waiting waiting = new Waiting();
  private final Ledger ledger;
  private final Makers makers;

  private final Accepting accepting;

  private Running(ExportFolder folder, ServerKey key, Database database, Environment environment) {
    this.folder = folder;
    this.clock = environment.clock();
    this.room = environment.room();
    this.workers = Workers.start(Runtime.getRuntime().availableProcessors());
    Making.Tools tools = new Making.Tools(workers, environment.sources(), environment.formats());
    this.ledger = new Ledger(database, key.instance(), row -> new Entry(row, making(tools, row)));
    this.accepting = new Accepting(ledger, waiting, key, room, clock);
    this.makers =
        new Makers(
            waiting,
            ledger,
            folder,
            room,
            environment.linkLifetime(),
            clock,
            io.millpond.database.Limits.DATABASE_RETRY);
  }

  private static Making making(Making.Tools tools, Row row) {
    Operation operation = row.operation();
    return new Making(
        tools, new Making.Order(operation.cluster(), operation.clusterName(), operation.request()));
  }

  /** Goes on where the process before has ended, however it did. */
  static Running start(Path data, Database database, Environment environment) throws IOException {
    ExportFolder folder = ExportFolder.open(data);
    try {
      Running running = new Running(folder, ServerKey.of(data), database, environment);
      try {
        running.resume();
        return running;
      } catch (IOException | RuntimeException | Error failure) {
        running.workers.close();
        throw failure;
      }
    } catch (IOException | RuntimeException | Error failure) {
      // Who tries again needs the lock of the folder.
      folder.close();
      throw failure;
    }
  }

  private void resume() throws IOException {
    List<Entry> unfinished = ledger.reconcile();
    folder.clean(this::hasFile);
    for (Entry entry : ledger.all(entry -> hasFile(entry.key()))) {
      room.settle(entry.key(), entry.row().file().map(Published::bytes).orElse(0L));
    }
    unfinished.forEach(waiting::add);
    accepting.start();
    makers.start(Limits.MAX_EXPORTS_AT_ONCE);
  }

  private boolean hasFile(String operationKey) {
    Entry entry = ledger.byKey(operationKey);
    return entry != null && entry.row().file().isPresent() && !entry.hasExpired(now(clock));
  }

  /** As precise as times are stored. */
  static Instant now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  Accepted accept(
      Creator creator,
      ClusterRef cluster,
      String clusterName,
      ExportRequest request,
      Optional<String> retryToken)
      throws Refusal, IOException {
    return accepting.accept(creator, cluster, clusterName, request, retryToken);
  }

  Optional<Operation> operation(String platform, String operationKey) {
    return Optional.ofNullable(ledger.byKey(operationKey))
        .map(Entry::operation)
        .filter(operation -> operation.cluster().platform().equals(platform));
  }

  List<Operation> operations(String platform) {
    return ledger.operations(platform);
  }

  Operation cancel(String caller, String platform, String operationKey)
      throws Refusal, IOException {
    Entry entry = ledger.byKey(operationKey);
    if (entry == null
        || !entry.operation().createdBy().equals(caller)
        || !entry.operation().cluster().platform().equals(platform)) {
      throw new Refusal(Refusal.Reason.UNKNOWN_OPERATION);
    }
    if (ledger.end(entry, row -> Endings.canceled(row, now(clock)))) {
      waiting.remove(entry);
      entry.making().cancel();
    }
    Operation ended = entry.operation();
    if (ended.status() != Operation.Status.CANCELED) {
      throw new Refusal(Refusal.Reason.ENDED);
    }
    return ended;
  }

  private Optional<Entry> behind(Link link) {
    return Optional.ofNullable(ledger.bySecretHash(Hashes.of(link.secret())))
        .filter(entry -> !entry.hasExpired(now(clock)));
  }

  Optional<LinkOwner> owner(Link link) {
    return behind(link)
        .map(Entry::row)
        .map(row -> new LinkOwner(row.operation().cluster(), row.creator().principals()));
  }

  LinkAnswer open(Link link, Duration wait) throws InterruptedException {
    Optional<Entry> found = behind(link);
    if (found.isEmpty()) {
      return new LinkAnswer.Unknown();
    }
    Entry entry = found.get();
    if (!Names.fits(link, entry.row().object())) {
      return new LinkAnswer.NoObject();
    }
    entry.await(wait);
    Row row = entry.row();
    Path path = folder.whole(entry.key());
    if (row.file().isEmpty() || !Files.isRegularFile(path)) {
      return new LinkAnswer.NoObject();
    }
    return new LinkAnswer.Found(Names.file(path, row, row.file().get()));
  }

  /** Removes files whose links have expired, and operations that nobody can need any longer. */
  void sweep() throws IOException {
    Database.lockInTime(accepting.lock());
    try {
      ledger.reconcile().forEach(waiting::add);
      Instant now = now(clock);
      for (Entry entry : ledger.all(entry -> entry.hasExpired(now))) {
        makers.remove(entry.key());
      }
      ledger.forget(
          ledger.all(
              entry -> entry.forgotten().map(forgotten -> !now.isBefore(forgotten)).orElse(false)),
          now);
    } finally {
      accepting.lock().unlock();
    }
  }

  /** Has what is being made stop; it goes on with the next start. */
  @Override
  public void close() {
    accepting.close();
    waiting.close();
    for (Entry entry : ledger.all(entry -> !entry.isFinal())) {
      entry.making().cancel();
      entry.giveUp();
    }
    try {
      makers.join(Limits.STOP_TIMEOUT);
      workers.close();
      folder.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException failure) {
      log.warn("the folder of exports could not be closed", failure);
    }
  }
}
