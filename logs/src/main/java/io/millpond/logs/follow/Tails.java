package io.millpond.logs.follow;

import io.millpond.logs.Limits;
import io.millpond.logs.Lines;
import io.millpond.logs.LogRoot;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * All followed files of a server, and the one thread that looks at them.
 *
 * <p>Why look, when the system could tell? inotify costs as much as files are written, which no one
 * bounds, and it overflows; looking costs as much as files are followed. The pause between two
 * looks is a multiple of the processor time of the last one, delivery to all followers included:
 * with few followers a line is delivered within {@link Limits#MIN_TICK}, with thousands the lines
 * of up to {@link Limits#MAX_TICK} share one delivery, and the thread never takes more than a fixed
 * part of a processor unless that bound is reached.
 */
public final class Tails implements Closeable {
  private final Clock clock;
  private final Lines readers = new Lines();
  private final Map<Key, Tail> tails = new HashMap<>();
  private final byte[] scratch = new byte[Limits.MAX_BATCH_BYTES + Limits.MAX_PIECE_BYTES];
  private final AtomicLong errors = new AtomicLong();
  private boolean closed;

  private record Key(LogRoot root, String path) {}

  /** The time; another one in tests. */
  interface Clock {
    long nanos();

    /** Of a processor, which the calling thread took. */
    long busyNanos();

    Instant now();
  }

  private static final class SystemClock implements Clock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    /**
     * Where other processes hold up this one, a look takes long and costs little: a pause that grew
     * with its length would add to the delay and save nothing.
     */
    @Override
    public long busyNanos() {
      return THREADS.isCurrentThreadCpuTimeSupported()
          ? THREADS.getCurrentThreadCpuTime()
          : System.nanoTime();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }
  }

  /** Without a thread: {@link #look} is called by the owner. */
  Tails(Clock clock) {
    this.clock = clock;
  }

  /** Starts the thread; it sleeps while nothing is followed. */
  public static Tails start() {
    Tails tails = new Tails(new SystemClock());
    Thread.ofPlatform().name("millpond-tails").daemon().start(tails::run);
    return tails;
  }

  /**
   * Follows a log; a file that does not exist is waited for.
   *
   * @param wakeup run on the watching thread when there is something to {@link Follower#poll} after
   *     there was nothing, and when the follower is cut; must not wait
   */
  public Follower follow(
      LogRoot root, String path, FollowStart start, Framer framer, Runnable wakeup)
      throws IOException {
    Tail tail = acquire(new Key(root, path));
    try {
      return new Follower(this, tail, readers, new Subscription(framer, wakeup), start, clock::now);
    } catch (IOException | RuntimeException e) {
      release(tail);
      throw e;
    }
  }

  private synchronized Tail acquire(Key key) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    Tail tail = tails.computeIfAbsent(key, unwatched -> new Tail(key.root(), key.path(), clock));
    tail.users++;
    notifyAll();
    return tail;
  }

  synchronized void release(Tail tail) {
    if (--tail.users == 0) {
      tails.remove(new Key(tail.root(), tail.path()));
      tail.close();
    }
  }

  /** Files that are followed. */
  public synchronized int files() {
    return tails.size();
  }

  /** Looks at files that failed; the next look tried again. */
  public long errors() {
    return errors.get();
  }

  /** Reads that found bytes, of the files followed now. */
  public long reads() {
    return watched().stream().mapToLong(Tail::reads).sum();
  }

  private synchronized List<Tail> watched() {
    return List.copyOf(tails.values());
  }

  /** Looks at every followed file once. Returns whether any had grown. */
  boolean look() {
    List<Tail> watched = watched();
    long nameCheckNanos = nameCheckNanos(watched.size());
    int nameChecks = 1 + watched.size() / Limits.LOOKS_PER_NAME_CHECK;
    boolean grew = false;
    for (Tail tail : watched) {
      boolean checksName = nameChecks > 0 && tail.isNameCheckDue(nameCheckNanos);
      nameChecks -= checksName ? 1 : 0;
      try {
        grew |= tail.poll(scratch, checksName);
      } catch (NoSuchFileException e) {
        // between two names: look again
      } catch (IOException | RuntimeException e) {
        errors.incrementAndGet();
      } catch (Error e) {
        // Out of memory, say: the thread and the other files go on, these followers come back.
        errors.incrementAndGet();
        tail.fail();
      }
    }
    return grew;
  }

  private static long nameCheckNanos(int files) {
    return clamp(
        files * Limits.NAME_CHECK_INTERVAL_PER_FILE.toNanos(),
        Limits.MIN_NAME_CHECK_INTERVAL,
        Limits.MAX_NAME_CHECK_INTERVAL);
  }

  private static long clamp(long nanos, Duration least, Duration most) {
    return Math.clamp(nanos, least.toNanos(), most.toNanos());
  }

  private void run() {
    while (awaitFiles()) {
      long before = clock.busyNanos();
      look();
      long spent = clock.busyNanos() - before;
      LockSupport.parkNanos(
          this, clamp(spent * Limits.TICK_PER_TIME_SPENT, Limits.MIN_TICK, Limits.MAX_TICK));
    }
  }

  private synchronized boolean awaitFiles() {
    try {
      while (tails.isEmpty() && !closed) {
        wait();
      }
      return !closed;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Ends watching; followers are cut. */
  @Override
  public void close() {
    List<Tail> watched;
    synchronized (this) {
      closed = true;
      watched = List.copyOf(tails.values());
      tails.clear();
      notifyAll();
    }
    watched.forEach(Tail::close);
  }
}
