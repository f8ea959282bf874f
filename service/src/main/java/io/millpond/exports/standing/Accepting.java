package io.millpond.exports.standing;

import io.millpond.database.Database;
import io.millpond.database.Limits;
import io.millpond.exports.Accepted;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.Creator;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Operation;
import io.millpond.exports.Refusal;
import io.millpond.exports.Room;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes exports on record. Each has to be on the disk before it is answered, and the disk takes its
 * time: so those that come while it writes are taken together, with the next write. One thread does
 * it for all; whoever asks waits for it, and may be interrupted.
 */
final class Accepting {
  private final Ledger ledger;
  private final Waiting waiting;
  private final ServerKey key;
  private final Room room;
  private final InstantSource clock;

  /** Held while something is put on record or taken from it. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Those that are not being put on record yet. Guarded by this. */
  private final List<Wish> wishes = new ArrayList<>();

  /** Guarded by this. */
  private boolean closed;

  Accepting(Ledger ledger, Waiting waiting, ServerKey key, Room room, InstantSource clock) {
    this.ledger = ledger;
    this.waiting = waiting;
    this.key = key;
    this.room = room;
    this.clock = clock;
  }

  /** The lock under which operations come and go. */
  ReentrantLock lock() {
    return lock;
  }

  void start() {
    Thread.ofPlatform().daemon().name("exports-accept").start(this::work);
  }

  /** What has been asked for is still answered. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /**
   * What somebody asks for.
   *
   * @param answer what becomes of it, or a {@link Refusal}, or a failure
   */
  private record Wish(
      Creator creator,
      ClusterRef cluster,
      String clusterName,
      ExportRequest request,
      Optional<String> tokenHash,
      String requestHash,
      CompletableFuture<Accepted> answer) {
    String caller() {
      return creator.principal();
    }

    void refuse(Refusal.Reason reason) {
      answer.completeExceptionally(new Refusal(reason));
    }
  }

  Accepted accept(
      Creator creator,
      ClusterRef cluster,
      String clusterName,
      ExportRequest request,
      Optional<String> retryToken)
      throws Refusal, IOException {
    Wish wish =
        new Wish(
            creator,
            cluster,
            clusterName,
            request,
            retryToken.map(token -> tokenHash(creator.principal(), cluster, token)),
            Hashes.of(RequestJson.write(request)),
            new CompletableFuture<>());
    waiting.arriving();
    try {
      add(wish);
      return answer(wish);
    } finally {
      waiting.arrived();
    }
  }

  /** Other instances have tokens of their own: what they made lies on another disk. */
  private String tokenHash(String caller, ClusterRef cluster, String token) {
    return Hashes.of(
        key.instance(), caller, cluster.platform(), cluster.workspace(), cluster.cluster(), token);
  }

  private synchronized void add(Wish wish) throws IOException {
    if (closed) {
      throw new IOException("the service is stopping");
    }
    wishes.add(wish);
    notifyAll();
  }

  /** False where it is being put on record, or was. */
  private synchronized boolean remove(Wish wish) {
    return wishes.remove(wish);
  }

  private Accepted answer(Wish wish) throws Refusal, IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wish.answer.get(Limits.DATABASE_ANSWER_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException late) {
          interrupted |= late instanceof InterruptedException;
          if (remove(wish)) {
            throw new IOException("the database does not answer", late);
          }
          // It is being put on record: whether it was has to be told.
        }
      }
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case Refusal refusal -> throw refusal;
        case IOException failing ->
            throw new IOException("the export could not be put on record", failing);
        case null, default -> throw new IllegalStateException(failed.getCause());
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void work() {
    try {
      for (List<Wish> all = next(); !all.isEmpty(); all = next()) {
        take(all);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** All there are, as soon as there are some; none when this is closed. */
  private synchronized List<Wish> next() throws InterruptedException {
    while (wishes.isEmpty() && !closed) {
      wait();
    }
    List<Wish> all = List.copyOf(wishes);
    wishes.clear();
    return all;
  }

  /** Answers each of them, whatever happens. */
  private void take(List<Wish> all) {
    try {
      Database.lockInTime(lock);
      try {
        ledger.reconcile().forEach(waiting::add);
        record(all);
      } finally {
        lock.unlock();
      }
    } catch (IOException | RuntimeException | Error failure) {
      all.forEach(wish -> wish.answer.completeExceptionally(failure));
    }
  }

  private void record(List<Wish> all) throws IOException {
    Instant now = Running.now(clock);
    List<Ledger.Addition> additions = new ArrayList<>();
    Map<Wish, Ledger.Addition> granted = new HashMap<>();
    for (Wish wish : all) {
      Optional<Ledger.Addition> before =
          additions.stream()
              .filter(one -> wish.tokenHash.isPresent() && one.tokenHash().equals(wish.tokenHash))
              .findFirst();
      if (before.isPresent()) {
        granted.put(wish, before.get());
      } else {
        decide(wish, additions, now)
            .ifPresent(addition -> {
              additions.add(addition);
              granted.put(wish, addition);
            });
      }
    }
    Map<String, Entry> entries = ledger.add(additions, now);
    additions.forEach(addition -> waiting.add(entry(entries, addition)));
    granted.forEach((wish, addition) -> {
      if (addition.requestHash().equals(wish.requestHash)) {
        wish.answer.complete(accepted(entry(entries, addition)));
      } else {
        wish.refuse(Refusal.Reason.RETRY_TOKEN_OF_ANOTHER);
      }
    });
  }

  private static Entry entry(Map<String, Entry> entries, Ledger.Addition addition) {
    Entry entry = entries.get(addition.row().operation().key());
    if (entry == null) {
      throw new IllegalStateException("an operation was lost");
    }
    return entry;
  }

  /** What has to be put on record for it; nothing where it is answered by now. */
  private Optional<Ledger.Addition> decide(Wish wish, List<Ledger.Addition> besides, Instant now) {
    Optional<Token> used = wish.tokenHash.flatMap(hash -> ledger.token(hash, now));
    if (used.isPresent()) {
      again(wish, used.get());
      return Optional.empty();
    }
    int ofCaller =
        (int)
            besides.stream()
                .filter(one -> one.row().operation().createdBy().equals(wish.caller()))
                .count();
    if (room.isFull()) {
      wish.refuse(Refusal.Reason.NO_ROOM);
      return Optional.empty();
    }
    if (!waiting.hasRoom(wish.caller(), ofCaller, besides.size())
        || !ledger.hasRoom(wish.caller(), ofCaller, besides.size())) {
      wish.refuse(Refusal.Reason.TOO_MANY);
      return Optional.empty();
    }
    Row row = row(wish, now);
    Instant expires = now.plus(io.millpond.exports.Limits.RETRY_TOKEN_LIFETIME);
    return Optional.of(
        new Ledger.Addition(
            row,
            wish.requestHash,
            wish.tokenHash.map(
                hash -> new Token(hash, row.operation().key(), wish.requestHash, expires))));
  }

  private void again(Wish wish, Token used) {
    Entry entry = ledger.byKey(used.operationKey());
    if (entry == null || !used.requestHash().equals(wish.requestHash)) {
      wish.refuse(Refusal.Reason.RETRY_TOKEN_OF_ANOTHER);
    } else {
      wish.answer.complete(accepted(entry));
    }
  }

  private Accepted accepted(Entry entry) {
    return new Accepted(entry.key(), Names.link(key.secret(entry.key()), entry.row().object()));
  }

  private Row row(Wish wish, Instant now) {
    String operationKey = ServerKey.newOperationKey();
    return new Row(
        new Operation(
            operationKey,
            wish.cluster,
            wish.clusterName,
            wish.caller(),
            wish.request,
            now,
            Optional.empty(),
            Operation.Status.IN_PROGRESS,
            "waiting",
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        wish.creator.groups(),
        Names.object(wish.cluster.cluster(), wish.request),
        Hashes.of(key.secret(operationKey)),
        Optional.empty());
  }
}
