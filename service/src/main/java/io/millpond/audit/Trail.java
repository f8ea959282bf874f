package io.millpond.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail while it is written. Every read begins with {@link #begin} and ends with {@link
 * #end}; lines are sealed and written by a thread of their own, in batches.
 *
 * <p>A read that was begun has a place for its line, so none is lost while the process lives. Where
 * the trail is required and cannot be written, or all places are taken, no read begins; where it is
 * not required, reads go on and lines are lost, and how many is written once that can be.
 */
public final class Trail implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Trail.class);

  /**
   * What trail is written.
   *
   * @param file the newest part of it
   * @param key what it is sealed with, if that is a secret
   * @param isRequired whether nothing may be read that cannot be put on record
   * @param maxFileBytes a file that has grown to this is put aside
   */
  public record Settings(
      Path file, Optional<TrailKey> key, boolean isRequired, long maxFileBytes) {}

  private final TrailFile file;
  private final boolean isRequired;
  private final Set<OpenRead> open = ConcurrentHashMap.newKeySet();
  private final Pending waiting = new Pending();

  /** Reads that go on and lines that wait. */
  private final AtomicInteger taken = new AtomicInteger();

  private final AtomicLong written = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /** Lines that were given to the file since it was last flushed. */
  private int unflushed;

  private long toldLost;
  private long toldRefused;

  /** What failed, while it does. */
  private volatile @Nullable String failing;

  private volatile boolean isSyncFailing;
  private volatile boolean isDirty;
  private volatile boolean idle;
  private volatile boolean closed;
  private volatile Runnable whenFailing = () -> {};
  private final Thread writer;
  private final Thread syncer;

  private Trail(TrailFile file, boolean isRequired) {
    this.file = file;
    this.isRequired = isRequired;
    this.writer = Thread.ofPlatform().name("audit-trail").daemon().start(this::write);
    this.syncer = Thread.ofPlatform().name("audit-sync").daemon().start(this::watch);
  }

  /**
   * Goes on with a trail, or begins it.
   *
   * @throws TrailDamagedException where the end of the trail is not as we left it
   * @throws IOException where it cannot be opened
   */
  public static Trail open(Settings settings) throws IOException {
    return open(settings, Storage.DISK, InstantSource.system());
  }

  static Trail open(Settings settings, Storage storage, InstantSource clock) throws IOException {
    TrailFile file =
        TrailFile.open(settings.file(), settings.key(), settings.maxFileBytes(), storage, clock);
    return new Trail(file, settings.isRequired());
  }

  /** What is to be done, by a thread of the trail, where reads are refused from now on. */
  public void whenFailing(Runnable action) {
    whenFailing = action;
  }

  /** Whether no read may begin now: it could not be put on record. */
  public boolean isRefusing() {
    return isRequired && failing != null;
  }

  /**
   * Begins a read, which has to be ended whatever becomes of it.
   *
   * @return false where it must not be answered; then there is nothing to end
   */
  public boolean begin(OpenRead read) {
    if (isRefusing() || (isFull() && giveBack())) {
      if (isRequired) {
        refused.incrementAndGet();
        return false;
      }
      lost.incrementAndGet();
      return true;
    }
    open.add(read);
    return true;
  }

  /** Takes a place, and whether there was none. */
  private boolean isFull() {
    return taken.incrementAndGet() > Limits.MAX_RECORDS
        || waiting.bytes() > Limits.MAX_WAITING_BYTES;
  }

  private boolean giveBack() {
    taken.decrementAndGet();
    return true;
  }

  /** Puts on record that a read goes on and will for a while. */
  public void goesOn(OpenRead read, Entry entry) {
    read.told();
    if (open.contains(read)) {
      taken.incrementAndGet();
      add(entry);
    }
  }

  /** Ends a read. */
  public void end(OpenRead read, Entry entry) {
    if (open.remove(read)) {
      add(entry);
    }
  }

  private void add(Entry entry) {
    try {
      waiting.add(entry);
      if (idle) {
        LockSupport.unpark(writer);
      }
    } catch (RuntimeException | Error unfit) {
      lose(unfit);
    }
  }

  /** Once it can, the writer adds a line that tells of those that could not be made. */
  private void lose(Throwable failure) {
    taken.decrementAndGet();
    lost.incrementAndGet();
    if (failing == null) {
      failing = "line";
      tell(failure);
    }
    LockSupport.unpark(writer);
  }

  private void write() {
    boolean last;
    do {
      last = closed;
      try {
        drain();
        recover();
      } catch (IOException | RuntimeException | Error failure) {
        // No memory left is no reason either to let anything be read without a line.
        fail("write", failure);
      }
      if (!last) {
        rest();
      }
    } while (!last);
  }

  private void drain() throws IOException {
    flush();
    while (waiting.take(file)) {
      unflushed++;
      if (file.isFull()) {
        flush();
      }
    }
    flush();
  }

  private void flush() throws IOException {
    if (!file.isFlushed()) {
      file.flush();
      isDirty = true;
      taken.addAndGet(-unflushed);
      written.addAndGet(unflushed);
      unflushed = 0;
    }
  }

  /** Lets reads begin again, with a line about those that could not. */
  private void recover() throws IOException {
    String failed = failing;
    if (failed == null && lost.get() == toldLost) {
      return;
    }
    if (!isSyncFailing) {
      long nowLost = lost.get();
      long nowRefused = refused.get();
      file.resumed(failed == null ? "queue" : failed, nowRefused - toldRefused, nowLost - toldLost);
      toldLost = nowLost;
      toldRefused = nowRefused;
      flush();
      if (failed != null) {
        log.warn("the audit trail can be written again");
      }
      failing = null;
    }
  }

  private void fail(String what, Throwable failure) {
    boolean isNew = failing == null;
    failing = what;
    if (isNew) {
      tell(failure);
      if (isRequired) {
        refuse();
      }
      LockSupport.unpark(writer);
    }
  }

  private void tell(Throwable failure) {
    try {
      log.error(
          "the audit trail cannot be written{}: {}",
          isRequired ? ", nothing may be read until it can" : ", lines will be lost",
          failure.toString());
    } catch (OutOfMemoryError again) {
      // It is so all the same.
    }
  }

  /** Lines come in crowds: what follows within a moment is written with the first. */
  private void rest() {
    if (failing != null) {
      LockSupport.parkNanos(this, Limits.RETRY_INTERVAL.toNanos());
      return;
    }
    idle = true;
    if (waiting.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    idle = false;
    if (!closed) {
      LockSupport.parkNanos(this, Limits.WRITE_DELAY.toNanos());
    }
  }

  /** What is done every second: the disk, and reads that take long. */
  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(this, Limits.SYNC_INTERVAL.toNanos());
      sync();
      if (isRefusing()) {
        // Again for those that began just then.
        refuse();
      }
      for (OpenRead read : open) {
        if (read.isToBeTold()) {
          tellOf(read);
        }
      }
    }
  }

  /** What one read does wrong is no reason not to look after the others, or the disk. */
  private void tellOf(OpenRead read) {
    try {
      goesOn(read, read.soFar());
    } catch (RuntimeException | OutOfMemoryError failure) {
      read.told();
      log.error("a read that takes long is on record only once it ends: {}", failure.toString());
    }
  }

  private void refuse() {
    try {
      whenFailing.run();
    } catch (RuntimeException | OutOfMemoryError failure) {
      log.error("not all that goes on was broken off: {}", failure.toString());
    }
  }

  private void sync() {
    try {
      if (file.look()) {
        LockSupport.unpark(writer);
      }
      if (!isDirty && !isSyncFailing) {
        return;
      }
      isDirty = false;
      file.sync();
      isSyncFailing = false;
    } catch (IOException | RuntimeException | Error failure) {
      isSyncFailing = true;
      fail("sync", failure);
    }
  }

  /** Lines that were written. */
  public long lines() {
    return written.get();
  }

  /** Lines that could not be written and are lost. */
  public long lost() {
    return lost.get();
  }

  /** Reads that were refused because they could not be put on record. */
  public long refused() {
    return refused.get();
  }

  /** Reads that go on, and lines that wait. */
  public int taken() {
    return taken.get();
  }

  /** How long the oldest line has waited to be written, in milliseconds. */
  public long lagMillis() {
    long oldest = waiting.oldestMillis();
    return oldest == 0 ? 0 : Math.max(0, System.currentTimeMillis() - oldest);
  }

  /** Writes what waits and the last line, if that can be done in time. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    LockSupport.unpark(writer);
    LockSupport.unpark(syncer);
    try {
      writer.join(Limits.STOP_TIMEOUT.toMillis());
      syncer.join(Limits.STOP_TIMEOUT.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (writer.isAlive()) {
      log.error("the audit trail did not take its last lines");
      return;
    }
    try {
      file.event("stopped");
      file.close();
    } catch (IOException failure) {
      log.error("the audit trail did not take its last lines: {}", failure.toString());
    }
  }
}
