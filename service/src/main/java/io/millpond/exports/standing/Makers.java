package io.millpond.exports.standing;

import io.millpond.exports.Room;
import io.millpond.exports.making.ExportFailure;
import io.millpond.exports.making.Made;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that make exports, one after the other each. Whatever goes wrong with one of them,
 * the next one is made: a thread ends with the service and not before.
 */
final class Makers {
  private static final Logger log = LoggerFactory.getLogger(Makers.class);

  private final Waiting waiting;
  private final Ledger ledger;
  private final ExportFolder folder;
  private final Room room;
  private final Duration linkLifetime;
  private final InstantSource clock;
  private final Duration pause;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param linkLifetime from the end of an export to that of its link
   * @param pause until the end of an export is put on record again, where that has failed
   */
  Makers(
      Waiting waiting,
      Ledger ledger,
      ExportFolder folder,
      Room room,
      Duration linkLifetime,
      InstantSource clock,
      Duration pause) {
    this.waiting = waiting;
    this.ledger = ledger;
    this.folder = folder;
    this.room = room;
    this.linkLifetime = linkLifetime;
    this.clock = clock;
    this.pause = pause;
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().daemon().name("export-" + i).start(this::work));
    }
  }

  private void work() {
    try {
      for (Entry next = waiting.take(); next != null; next = waiting.take()) {
        try {
          make(next);
        } catch (RuntimeException | Error failure) {
          log.error("an export was given up; the next start of the service makes it", failure);
        } finally {
          waiting.done(next);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void make(Entry entry) throws InterruptedException {
    entry.begun();
    if (entry.isFinal()) {
      return;
    }
    Optional<Function<Row, Row>> end = result(entry);
    if (end.isEmpty() || isTooLate(entry, end.get())) {
      remove(entry.key());
    }
  }

  /** How it ends; empty where it was cancelled, or is to be made another time. */
  private Optional<Function<Row, Row>> result(Entry entry) throws InterruptedException {
    String key = entry.key();
    try {
      folder.make();
      Optional<Made> made = entry.making().make(folder.part(key), folder.spill(key), room.of(key));
      if (made.isEmpty()) {
        return Optional.empty();
      }
      folder.publish(key);
      room.settle(key, made.get().bytes());
      return Optional.of(
          row -> Endings.succeeded(row, made.get(), Running.now(clock), linkLifetime));
    } catch (ExportFailure failure) {
      return failed(key, failure);
    } catch (IOException failure) {
      log.error("an export could not be published", failure);
      return failed(key, ExportFailure.unwritable());
    } catch (RuntimeException | Error failure) {
      log.error("an export failed", failure);
      return entry.making().isCancelled()
          ? Optional.empty()
          : failed(key, ExportFailure.unforeseen());
    }
  }

  /** There is room again before it is put on record. */
  private Optional<Function<Row, Row>> failed(String key, ExportFailure failure) {
    remove(key);
    return Optional.of(row -> Endings.failed(row, failure, Running.now(clock)));
  }

  /**
   * Puts on record how it ended, as soon as the database takes it.
   *
   * @return whether it had ended before. False also where the service stops meanwhile: what the
   *     database has then is found out by the next start
   */
  private boolean isTooLate(Entry entry, Function<Row, Row> end) throws InterruptedException {
    while (true) {
      try {
        return !ledger.end(entry, end);
      } catch (IOException told) {
        log.debug("the end of an export could not be put on record", told);
      } catch (RuntimeException | Error failure) {
        log.error("the end of an export could not be put on record; it is tried again", failure);
      }
      if (waiting.awaitClose(pause)) {
        return false;
      }
    }
  }

  /** Removes the files of an export, and gives their room back; as far as they can be removed. */
  void remove(String key) {
    try {
      folder.remove(key);
      room.settle(key, 0);
    } catch (IOException left) {
      log.warn("what is left of an export could not be removed; the next start tries again", left);
    }
  }

  /** Waits until all have stopped, not for longer than a while. */
  void join(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
        log.warn("an export does not stop");
      }
    }
  }
}
