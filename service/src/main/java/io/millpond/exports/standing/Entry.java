package io.millpond.exports.standing;

import io.millpond.exports.Limits;
import io.millpond.exports.Operation;
import io.millpond.exports.making.Making;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** An operation in memory, and whoever waits for its end. */
final class Entry {
  /** Held while how it ends is decided and put down. */
  final ReentrantLock ending = new ReentrantLock();

  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private final Making making;
  private volatile Row row;

  /**
   * @param making not begun yet
   */
  Entry(Row row, Making making) {
    this.row = row;
    this.making = making;
    if (row.operation().status().isFinal()) {
      ended.complete(true);
    }
  }

  String key() {
    return row.operation().key();
  }

  Row row() {
    return row;
  }

  Operation operation() {
    return row.operation();
  }

  Making making() {
    return making;
  }

  boolean isFinal() {
    return operation().status().isFinal();
  }

  /** It is being made now. */
  void begun() {
    ending.lock();
    try {
      if (!isFinal()) {
        row = Endings.withDetails(row, "searching");
      }
    } finally {
      ending.unlock();
    }
  }

  /** It has ended, and that is on record. */
  void end(Row last) {
    row = last;
    ended.complete(true);
  }

  /** Whoever waits is not to wait any longer. */
  void giveUp() {
    ended.complete(false);
  }

  /** Waits for its end, not for ever. */
  void await(Duration wait) throws InterruptedException {
    try {
      ended.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      // Then it goes on.
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** When nobody can need it any longer; empty while it goes on. */
  Optional<Instant> forgotten() {
    return operation()
        .timeFinished()
        .map(finished -> {
          Instant token = operation().timeStarted().plus(Limits.RETRY_TOKEN_LIFETIME);
          Instant link = row.file().map(Published::expires).orElse(finished);
          return token.isAfter(link) ? token : link;
        });
  }

  boolean hasExpired(Instant now) {
    return row.file().map(file -> !now.isBefore(file.expires())).orElse(false);
  }
}
