package io.millpond.journal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes followers of a journal when there is something new. One thread for a journal, whatever the
 * number of followers, and only while somebody waits.
 *
 * <p>It polls the entry counts in the mapped headers. journald writes through its own map, so the
 * kernel tells inotify nothing until a timer of journald's touches the file up to 250 ms later; a
 * glance at a few cache lines every 2 ms is cheaper and a hundred times faster.
 *
 * <p>journald counts an entry before it links it to its fields, so a follower with a filter that is
 * woken by the count may look too early and find nothing. Therefore each change is told again a
 * little later ({@link #ECHOES}).
 *
 * <p>How to follow without missing anything:
 *
 * <pre>{@code
 * while (following) {
 *   long version = journal.version();
 *   while (reader.next()) { … }
 *   journal.watch().await(version, Duration.ofSeconds(15));
 * }
 * }</pre>
 */
public final class JournalWatch {
  /** Time between two looks while entries come now and then. */
  static final Duration SHORT_TICK = Duration.ofMillis(2);

  /** Time between two looks in a journal that has been silent for {@link #SILENCE}. */
  static final Duration LONG_TICK = Duration.ofMillis(50);

  private static final Duration SILENCE = Duration.ofMinutes(10);

  /** How often the directories are looked through. */
  private static final Duration REFRESH = Duration.ofMillis(500);

  /** How often they are after a file was archived, until its successor is there. */
  private static final Duration EAGER_REFRESH = Duration.ofMillis(10);

  private static final Duration EAGER_FOR = Duration.ofSeconds(1);

  /** How long the thread stays after the last follower has gone. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  /** How long after a change it is told again. */
  private static final Duration[] ECHOES = {
    Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofMillis(250), Duration.ofSeconds(2)
  };

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final Journal journal;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition wanted = lock.newCondition();
  private int waiting;
  private boolean running;
  private volatile boolean stopped;
  private final AtomicLong echo = new AtomicLong();

  private long lastEntries = -1;
  private long changedAtNanos;
  private int echoesLeft;
  private long eagerUntilNanos;

  JournalWatch(Journal journal) {
    this.journal = journal;
  }

  long version() {
    Journal.Pulse pulse = journal.pulse();
    return ((pulse.generation() * MIX + pulse.entries()) * MIX) + echo.get();
  }

  /**
   * Waits until {@link Journal#version} is another one than {@code seenVersion}.
   *
   * @param timeout how long to wait at most
   * @return whether there may be something new (now and then there is nothing); false after the
   *     timeout, and at once when the journal is closed
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public boolean await(long seenVersion, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      waiting++;
      while (!stopped && version() == seenVersion) {
        start();
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return !stopped;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  private void start() {
    wanted.signal();
    if (!running && !stopped) {
      running = true;
      Thread.ofPlatform().daemon().name("journal-watch").start(this::run);
    }
  }

  void stop() {
    stopped = true;
    lock.lock();
    try {
      changed.signalAll();
      wanted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    long told = 0;
    changedAtNanos = System.nanoTime();
    try {
      while (isWanted()) {
        long version = guardedTick(told);
        if (version != told) {
          told = version;
          tell();
        }
        LockSupport.parkNanos(tickLength().toNanos());
      }
    } catch (InterruptedException | IllegalStateException ended) {
      // The journal was closed.
    } finally {
      lock.lock();
      try {
        running = false;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * False when nobody has waited for a while; the thread then ends, under the lock that a follower
   * would start it with.
   */
  private boolean isWanted() throws InterruptedException {
    lock.lock();
    try {
      long left = LINGER.toNanos();
      while (waiting == 0 && !stopped && left > 0) {
        left = wanted.awaitNanos(left);
      }
      boolean goOn = waiting > 0 && !stopped;
      running = goOn;
      return goOn;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A fault in a map that shrank may show a little after the access; it must not end the watch. The
   * next look finds out what has changed.
   */
  private long guardedTick(long told) {
    try {
      return tick();
    } catch (InternalError fault) {
      return told;
    }
  }

  private long tick() {
    long now = System.nanoTime();
    Journal.Pulse pulse = journal.pulse();
    if (pulse.rotated()) {
      eagerUntilNanos = now + EAGER_FOR.toNanos();
    }
    boolean eager = eagerUntilNanos - now > 0 && eagerUntilNanos != 0;
    Duration refresh = eager ? EAGER_REFRESH : REFRESH;
    if (pulse.rotated() || now - journal.refreshedAtNanos() > refresh.toNanos()) {
      journal.refresh();
      pulse = journal.pulse();
    }
    if (pulse.entries() != lastEntries) {
      lastEntries = pulse.entries();
      changedAtNanos = now;
      echoesLeft = ECHOES.length;
    } else if (echoesLeft > 0
        && now - changedAtNanos >= ECHOES[ECHOES.length - echoesLeft].toNanos()) {
      echoesLeft--;
      echo.incrementAndGet();
    }
    return version();
  }

  private Duration tickLength() {
    return System.nanoTime() - changedAtNanos > SILENCE.toNanos() ? LONG_TICK : SHORT_TICK;
  }

  private void tell() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** For tests: whether the watcher thread is alive. */
  boolean isRunning() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }
}
