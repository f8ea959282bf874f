package io.millpond.exports.standing;

import io.millpond.database.Database;
import io.millpond.exports.Accepted;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Limits;
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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes exports on record. Each has to be on the disk before it is answered, and the disk takes its
 * time: so those that come while it writes are taken together, with the next write.
 */
final class Accepting {
  private final Ledger ledger;
  private final Waiting waiting;
  private final ServerKey key;
  private final Room room;
  private final InstantSource clock;

  /** Held while something is put on record or taken from it. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Queue<Wish> wishes = new ConcurrentLinkedQueue<>();

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

  /** What somebody asks for, and what becomes of it; guarded by the lock. */
  private static final class Wish {
    private final String caller;
    private final ClusterRef cluster;
    private final String clusterName;
    private final ExportRequest request;
    private final Optional<String> tokenHash;
    private final String requestHash;
    private @Nullable Accepted accepted;
    private @Nullable Refusal refusal;
    private @Nullable IOException failure;

    Wish(
        String caller,
        ClusterRef cluster,
        String clusterName,
        ExportRequest request,
        Optional<String> tokenHash) {
      this.caller = caller;
      this.cluster = cluster;
      this.clusterName = clusterName;
      this.request = request;
      this.tokenHash = tokenHash;
      this.requestHash = Hashes.of(RequestJson.write(request));
    }

    boolean isOpen() {
      return accepted == null && refusal == null && failure == null;
    }

    Accepted result() throws Refusal, IOException {
      if (refusal != null) {
        throw refusal;
      }
      if (accepted == null) {
        throw new IOException("the export could not be put on record", failure);
      }
      return accepted;
    }
  }

  Accepted accept(
      String caller,
      ClusterRef cluster,
      String clusterName,
      ExportRequest request,
      Optional<String> retryToken)
      throws Refusal, IOException {
    Optional<String> tokenHash = retryToken.map(token -> tokenHash(caller, cluster, token));
    Wish wish = new Wish(caller, cluster, clusterName, request, tokenHash);
    wishes.add(wish);
    try {
      Database.lockInTime(lock);
    } catch (IOException tooLong) {
      if (wishes.remove(wish)) {
        throw tooLong;
      }
      // Somebody is just putting it on record.
      lock.lock();
    }
    try {
      if (wish.isOpen()) {
        takeAll();
      }
      return wish.result();
    } finally {
      lock.unlock();
    }
  }

  /** Other instances have tokens of their own: what they made lies on another disk. */
  private String tokenHash(String caller, ClusterRef cluster, String token) {
    return Hashes.of(
        key.instance(), caller, cluster.platform(), cluster.workspace(), cluster.cluster(), token);
  }

  private void takeAll() {
    List<Wish> all = new ArrayList<>();
    for (Wish wish = wishes.poll(); wish != null; wish = wishes.poll()) {
      all.add(wish);
    }
    try {
      ledger.reconcile().forEach(waiting::add);
      record(all);
    } catch (IOException failing) {
      all.stream().filter(Wish::isOpen).forEach(wish -> wish.failure = failing);
    } catch (RuntimeException fault) {
      IOException failing = new IOException(fault);
      all.stream().filter(Wish::isOpen).forEach(wish -> wish.failure = failing);
      throw fault;
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
        wish.accepted = accepted(entry(entries, addition));
      } else {
        wish.refusal = new Refusal(Refusal.Reason.RETRY_TOKEN_OF_ANOTHER);
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
                .filter(one -> one.row().operation().createdBy().equals(wish.caller))
                .count();
    if (room.isFull()) {
      wish.refusal = new Refusal(Refusal.Reason.NO_ROOM);
      return Optional.empty();
    }
    if (!waiting.hasRoom(wish.caller, ofCaller, besides.size())
        || !ledger.hasRoom(wish.caller, ofCaller, besides.size())) {
      wish.refusal = new Refusal(Refusal.Reason.TOO_MANY);
      return Optional.empty();
    }
    Row row = row(wish, now);
    Instant expires = now.plus(Limits.RETRY_TOKEN_LIFETIME);
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
      wish.refusal = new Refusal(Refusal.Reason.RETRY_TOKEN_OF_ANOTHER);
    } else {
      wish.accepted = accepted(entry);
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
            wish.caller,
            wish.request,
            now,
            Optional.empty(),
            Operation.Status.IN_PROGRESS,
            "waiting",
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Names.object(wish.cluster.cluster(), wish.request),
        Hashes.of(key.secret(operationKey)),
        Optional.empty());
  }
}
