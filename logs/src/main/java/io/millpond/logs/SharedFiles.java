package io.millpond.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Files that are sent to many at once, or in many small pieces, kept open and mapped for a while.
 *
 * <p>Opening a file costs three times what it costs to send 4 KiB of it, and a fresh mapping has a
 * page fault for every 64 KiB; a kept one has neither. What is kept is the file, never the answer
 * to which file a path names: that is asked of the kernel anew at every {@link #open}, so that a
 * rotated log is never sent for the new one, nor one whose mode was changed. Only a path that is
 * asked for without a pause, thousands of times a second, is put to the kernel once a millisecond
 * ({@link Limits#SHARED_NAME_TRUST}): there the question would cost a fifth of the answer.
 *
 * <p>A file that nobody reads is let go after a minute, a deleted one within seconds: it pins its
 * disk space no longer than that.
 */
public final class SharedFiles implements Closeable {
  private record Key(LogRoot root, long device, long inode) {}

  private record Name(LogRoot root, String path) {}

  /** What a path was found to name, and how many times in a row it was asked for since. */
  private record Found(Shared shared, FileStatus status, long atNanos, int streak) {}

  private final Map<Key, Shared> files = new HashMap<>();
  private final Map<Name, Found> names = new HashMap<>();

  /** Given back while the kernel was still reading them, by a write that was given up. */
  private final Queue<MappedSlice> stillMapped = new ConcurrentLinkedQueue<>();

  private boolean closed;

  /** Starts the thread that lets files go; it sleeps while there are none. */
  public static SharedFiles start() {
    SharedFiles shared = new SharedFiles();
    Thread.ofPlatform().name("millpond-shared-files").daemon().start(shared::sweep);
    return shared;
  }

  private SharedFiles() {}

  /**
   * Opens a file, or joins those who have it open. To be closed.
   *
   * @throws IOException as {@link LogRoot#open}
   */
  public Lease open(LogRoot root, String path) throws IOException {
    Name name = new Name(root, path);
    Optional<Lease> hot = trusted(name);
    if (hot.isPresent()) {
      return hot.get();
    }
    FileStatus now = root.status(path);
    if (!now.isRegular()) {
      throw new NotRegularFileException(path, now.kind());
    }
    Optional<Lease> known = known(name, now);
    if (known.isPresent()) {
      return known.get();
    }
    // Opened outside the lock: a slow disk holds up nobody else.
    LogFile file = root.open(path);
    return new Lease(join(key(root, file.status()), file), file.status());
  }

  private synchronized Optional<Lease> trusted(Name name) {
    Found found = names.get(name);
    long trust = Limits.SHARED_NAME_TRUST.toNanos();
    if (found == null || found.streak() < Limits.SHARED_NAME_STREAK || !isWithin(found, trust)) {
      return Optional.empty();
    }
    return Optional.of(found.shared().lease(found.status()));
  }

  private static boolean isWithin(Found found, long nanos) {
    return System.nanoTime() - found.atNanos() < nanos && !found.shared().retired;
  }

  private synchronized Optional<Lease> known(Name name, FileStatus now) {
    Shared shared = files.get(key(name.root(), now));
    if (shared == null || !shared.serves(now)) {
      names.remove(name);
      return Optional.empty();
    }
    Found before = names.get(name);
    // What is trusted for a while is asked again a little later than that.
    long pause = 2 * Limits.SHARED_NAME_TRUST.toNanos();
    int streak = before != null && isWithin(before, pause) ? before.streak() + 1 : 0;
    names.put(name, new Found(shared, now, System.nanoTime(), streak));
    return Optional.of(shared.lease(now));
  }

  private static Key key(LogRoot root, FileStatus status) {
    return new Key(root, status.device(), status.inode());
  }

  private synchronized Shared join(Key key, LogFile file) {
    Shared fresh = new Shared(file);
    fresh.leases++;
    boolean room = files.containsKey(key) || files.size() < Limits.MAX_SHARED_FILES;
    if (room && !closed) {
      Shared before = files.put(key, fresh);
      if (before != null) {
        before.retire();
      }
      notifyAll();
    } else {
      fresh.retire();
    }
    return fresh;
  }

  /** How many files are kept; those that are only waited for to be given back not counted. */
  synchronized int size() {
    return files.size();
  }

  private void sweep() {
    try {
      while (awaitFiles()) {
        TimeUnit.NANOSECONDS.sleep(Limits.SHARED_FILE_SWEEP.toNanos());
        List<Shared> idle = new ArrayList<>();
        synchronized (this) {
          long now = System.nanoTime();
          files.values().removeIf(file -> file.isIdle(now) && idle.add(file));
          names.values().removeIf(found -> idle.contains(found.shared()));
        }
        idle.forEach(Shared::close);
        stillMapped.removeIf(SharedFiles::isUnmapped);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean awaitFiles() throws InterruptedException {
    while (files.isEmpty() && stillMapped.isEmpty() && !closed) {
      wait();
    }
    return !closed;
  }

  private static boolean isUnmapped(MappedSlice mapped) {
    try {
      mapped.close();
      return true;
    } catch (IllegalStateException inUse) {
      return false;
    }
  }

  /** Lets all files go; those that are being read when they are given back. */
  @Override
  public synchronized void close() {
    closed = true;
    files.values().forEach(Shared::retire);
    files.clear();
    names.clear();
    notifyAll();
  }

  /** A file that is open and the mapping of it. Guarded by the {@link SharedFiles}. */
  private final class Shared {
    private final LogFile file;
    private @Nullable MappedSlice mapped;
    private int leases;
    private boolean retired;
    private long usedNanos = System.nanoTime();

    Shared(LogFile file) {
      this.file = file;
    }

    /** Whether what is open may stand in for what the path names now. */
    boolean serves(FileStatus now) {
      FileStatus then = file.status();
      return now.mode() == then.mode()
          && now.owner().equals(then.owner())
          && now.group().equals(then.group())
          && now.size() == then.size();
    }

    Lease lease(FileStatus status) {
      leases++;
      return new Lease(this, status);
    }

    /** Whether nobody reads it, and nobody has for a while or nobody ever will. */
    boolean isIdle(long nowNanos) {
      return leases == 0
          && (nowNanos - usedNanos >= Limits.SHARED_FILE_IDLE.toNanos() || isDeleted());
    }

    private boolean isDeleted() {
      try {
        return file.current().links() == 0;
      } catch (IOException broken) {
        return true;
      }
    }

    /** Shares it no more; it is closed as soon as nobody reads it. */
    void retire() {
      retired = true;
      if (leases == 0) {
        close();
      }
    }

    void release() {
      synchronized (SharedFiles.this) {
        usedNanos = System.nanoTime();
        leases--;
        if (leases > 0 || !retired) {
          return;
        }
      }
      close();
    }

    synchronized MappedSlice mapping() throws IOException {
      if (mapped == null) {
        mapped = file.map(0, file.size());
      }
      return mapped;
    }

    synchronized void close() {
      if (mapped != null && !isUnmapped(mapped)) {
        stillMapped.add(mapped);
      }
      try {
        file.close();
      } catch (IOException ignored) {
        // It was only read.
      }
    }
  }

  /** The right to read a file until it is given back by {@link #close}. */
  public static final class Lease implements ByteSource {
    private final Shared shared;
    private final FileStatus status;
    private boolean closed;

    private Lease(Shared shared, FileStatus status) {
      this.shared = shared;
      this.status = status;
    }

    /** The file as it was when the lease was taken. */
    public FileStatus status() {
      return status;
    }

    @Override
    public long size() {
      return status.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return shared.file.read(target, position);
    }

    /**
     * A part of the file as mapped memory, to be handed to the kernel: see {@link MappedSlice}.
     *
     * @throws IOException where the file has become shorter, or cannot be mapped
     */
    public ByteBuffer mapped(long offset, int length) throws IOException {
      return shared.mapping().buffer(offset, length);
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        shared.release();
      }
    }
  }
}
