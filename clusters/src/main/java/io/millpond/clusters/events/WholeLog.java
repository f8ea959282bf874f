package io.millpond.clusters.events;

import io.millpond.clusters.Notices;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log that is read whole, for all who ask for it. Safe for use by many threads.
 *
 * <p>There are logs of hundreds of gigabytes. So who asks reads one slice himself, which is all of
 * most logs, and has the rest read in the background, slice by slice in turn with other logs. He
 * waits for that a bounded time, counted from when it began; then what is known by now is the
 * answer, to him and to all who ask until the end is reached. Nothing is read twice; and where
 * nobody has asked for a while, reading stops where it is.
 */
final class WholeLog implements Closeable {
  /**
   * What a log tells.
   *
   * @param log as it was when it was read
   * @param facts so far
   * @param whole whether it has been read to the end
   */
  record Told(FoundLog log, LogFacts facts, boolean whole) {}

  private static final Notices NOTICES = new Notices(WholeLog.class);

  private final LogReaders readers;

  /** Used by whoever {@link #reading} was set for. */
  private final LogReading state = new LogReading();

  private boolean reading;
  private boolean closed;
  private long begunNanos;
  private long askedNanos;
  private @Nullable FoundLog asked;
  private @Nullable Told told;
  private @Nullable IOException failure;
  private long weightBytes;

  WholeLog(LogReaders readers) {
    this.readers = readers;
  }

  /** About how many bytes this takes, of the heap or outside of it. */
  synchronized long weightBytes() {
    return weightBytes;
  }

  /**
   * What the log tells, as far as it is written now, or as far as it could be read in time; empty
   * where nothing was read yet.
   *
   * @param found the log as it was found, however long ago
   * @throws java.nio.file.NoSuchFileException where it has gone, or has another name now
   */
  Optional<Told> read(FoundLog found) throws IOException {
    if (!begin(found)) {
      return known();
    }
    boolean atEnd = slice(found);
    if (!atEnd) {
      readers.execute(this::next, this::end);
      return awaitEnd(found);
    }
    end();
    return known();
  }

  /** Whether the caller is to read it; false where it has been read for long by others. */
  private synchronized boolean begin(FoundLog found) throws IOException {
    asked = found;
    askedNanos = System.nanoTime();
    awaitReader();
    if (reading) {
      return false;
    }
    reading = true;
    failure = null;
    begunNanos = System.nanoTime();
    return true;
  }

  private synchronized Optional<Told> awaitEnd(FoundLog found) throws IOException {
    awaitReader();
    if (reading) {
      NOTICES.warn("event log {} is long: it is read in the background", found.name().text());
    }
    if (failure != null) {
      throw failure;
    }
    return known();
  }

  /** Waits until nobody reads it, or that has lasted too long. */
  private synchronized void awaitReader() throws IOException {
    Patience.await(this, () -> reading, begunNanos, readers.patience());
  }

  private synchronized Optional<Told> known() {
    return Optional.ofNullable(told);
  }

  /** Reads a slice; what it tells is known then. */
  private boolean slice(FoundLog found) throws IOException {
    try {
      FoundLog log = found.again();
      boolean atEnd = state.advance(log, readers.sliceBytes());
      tell(new Told(log, state.facts(), atEnd));
      return atEnd;
    } catch (IOException e) {
      fail(e);
      throw e;
    } catch (RuntimeException | Error e) {
      fail(new IOException(e));
      throw e;
    }
  }

  private synchronized void tell(Told now) {
    told = now;
    weightBytes = state.weightBytes();
  }

  private synchronized void fail(IOException e) {
    failure = e;
    told = null;
    end();
  }

  /** A slice in the background. */
  private void next() {
    try {
      FoundLog log = stillAsked();
      if (log == null || slice(log)) {
        end();
      } else {
        readers.execute(this::next, this::end);
      }
    } catch (IOException e) {
      // Those who wait are told.
    }
  }

  private synchronized @Nullable FoundLog stillAsked() {
    boolean recent = System.nanoTime() - askedNanos < readers.interest().toNanos();
    return recent && !readers.isClosed() ? asked : null;
  }

  private synchronized void end() {
    reading = false;
    if (closed) {
      release();
    }
    notifyAll();
  }

  /** Keeps nothing from now on, or once it has been read. */
  @Override
  public synchronized void close() {
    closed = true;
    if (!reading) {
      release();
    }
  }

  private void release() {
    try {
      state.close();
    } catch (IOException e) {
      NOTICES.warn("an event log cannot be closed: {}", e.toString());
    }
  }
}
