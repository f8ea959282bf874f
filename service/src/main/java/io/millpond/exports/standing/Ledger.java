package io.millpond.exports.standing;

import io.millpond.database.Database;
import io.millpond.exports.Limits;
import io.millpond.exports.Operation;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All operations on record: in the database first, then in memory, where they are read. Whoever
 * changes something takes care that nobody else does.
 */
final class Ledger {
  private final Database database;
  private final OperationTables tables;
  private final Function<Row, Entry> entries;

  private final ConcurrentMap<String, Entry> byKey = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Entry> bySecret = new ConcurrentHashMap<>();

  /** How many operations each caller has on record. */
  private final ConcurrentMap<String, Integer> callers = new ConcurrentHashMap<>();

  private final ConcurrentMap<String, Token> tokens = new ConcurrentHashMap<>();

  /**
   * Whether the database may have an operation that is not in memory: it did not say whether it
   * took it.
   */
  private volatile boolean doubtful = true;

  /**
   * @param entries makes one of a row
   */
  Ledger(Database database, String instance, Function<Row, Entry> entries) {
    this.database = database;
    this.tables = new OperationTables(instance);
    this.entries = entries;
  }

  private record Content(List<Row> rows, List<Token> tokens) {}

  /**
   * Reads what is in the database and not in memory, if there may be something.
   *
   * @return what goes on of it, the oldest first
   */
  List<Entry> reconcile() throws IOException {
    if (!doubtful) {
      return List.of();
    }
    Content content =
        database.inTransaction(handle -> {
          if (!database.isShared()) {
            tables.removeOthers(handle);
          }
          return new Content(tables.rows(handle), tables.tokens(handle));
        });
    List<Entry> added =
        content.rows().stream()
            .filter(row -> !byKey.containsKey(row.operation().key()))
            .map(entries)
            .toList();
    added.forEach(this::put);
    content.tokens().forEach(token -> tokens.putIfAbsent(token.hash(), token));
    doubtful = false;
    return added.stream().filter(entry -> !entry.isFinal()).toList();
  }

  private void put(Entry entry) {
    if (byKey.put(entry.key(), entry) == null) {
      callers.merge(entry.operation().createdBy(), 1, Integer::sum);
    }
    bySecret.put(entry.row().secretHash(), entry);
  }

  /** What a token stands for now. */
  Optional<Token> token(String hash, Instant now) {
    return Optional.ofNullable(tokens.get(hash)).filter(token -> now.isBefore(token.expires()));
  }

  @Nullable Entry byKey(String key) {
    return byKey.get(key);
  }

  @Nullable Entry bySecretHash(String hash) {
    return bySecret.get(hash);
  }

  List<Operation> operations(String platform) {
    return byKey.values().stream()
        .map(Entry::operation)
        .filter(operation -> operation.cluster().platform().equals(platform))
        .toList();
  }

  /**
   * Whether one more operation of a caller may be on record.
   *
   * @param ofCaller how many more of the caller's are about to be
   * @param more how many in all
   */
  boolean hasRoom(String caller, int ofCaller, int more) {
    return byKey.size() + more < Limits.MAX_OPERATIONS
        && callers.getOrDefault(caller, 0) + ofCaller < Limits.MAX_OPERATIONS_PER_CALLER;
  }

  /** An operation that is to be put on record, and what its token stands for. */
  record Addition(Row row, String requestHash, Optional<Token> token) {
    Optional<String> tokenHash() {
      return token.map(Token::hash);
    }
  }

  /** Puts operations on record, all of them or none; by their keys. */
  Map<String, Entry> add(List<Addition> additions, Instant now) throws IOException {
    if (additions.isEmpty()) {
      return Map.of();
    }
    try {
      database.durably(handle -> {
        tables.insert(handle, additions.stream().map(Addition::row).toList());
        additions.stream()
            .flatMap(addition -> addition.token().stream())
            .forEach(used -> tables.insert(handle, used, now));
        return true;
      });
    } catch (IOException | RuntimeException | Error failing) {
      doubtful = true;
      throw failing;
    }
    Map<String, Entry> added = new HashMap<>();
    for (Addition addition : additions) {
      Entry entry = entries.apply(addition.row());
      put(entry);
      addition.token().ifPresent(used -> tokens.put(used.hash(), used));
      added.put(entry.key(), entry);
    }
    return added;
  }

  /**
   * Puts the end of an operation on record.
   *
   * @return false where it had ended before
   */
  boolean end(Entry entry, Function<Row, Row> end) throws IOException {
    Database.lockInTime(entry.ending);
    try {
      if (entry.isFinal()) {
        return false;
      }
      Row last = end.apply(entry.row());
      database.durably(handle -> tables.end(handle, last.operation(), last.file()));
      entry.end(last);
      return true;
    } finally {
      entry.ending.unlock();
    }
  }

  /** Of all operations those that fit. */
  List<Entry> all(Predicate<Entry> wanted) {
    return byKey.values().stream().filter(wanted).toList();
  }

  /** Removes operations, and tokens that stand for nothing any longer. */
  void forget(Collection<Entry> forgotten, Instant now) throws IOException {
    List<Token> expired =
        tokens.values().stream().filter(token -> !now.isBefore(token.expires())).toList();
    if (forgotten.isEmpty() && expired.isEmpty()) {
      return;
    }
    List<String> keys = forgotten.stream().map(Entry::key).toList();
    database.durably(handle -> tables.remove(handle, keys, now));
    for (Entry entry : forgotten) {
      if (byKey.remove(entry.key()) != null) {
        callers.computeIfPresent(
            entry.operation().createdBy(), (any, count) -> count == 1 ? null : count - 1);
      }
      bySecret.remove(entry.row().secretHash());
    }
    expired.forEach(token -> tokens.remove(token.hash(), token));
  }
}
