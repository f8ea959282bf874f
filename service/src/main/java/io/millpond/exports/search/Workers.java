package io.millpond.exports.search;

import io.millpond.logs.records.ScanBuffers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that search, as many as there are processors, and whose turn it is: jobs take turns
 * task by task, so that a small one is not kept waiting by a large one that came before it.
 */
public final class Workers implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();

  /** Those that have tasks to hand out, whose turn is next first. */
  private final Deque<Job> jobs = new ArrayDeque<>();

  /** Guards what is not final, of jobs as well. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Signalled for each task that is added: one thread is woken for one task. */
  private final Condition tasks = lock.newCondition();

  private volatile boolean closed;

  /** A piece of a job; a failure fails the job. */
  @FunctionalInterface
  public interface Task {
    /**
     * @param buffers of the thread that runs it
     */
    void run(ScanBuffers buffers) throws IOException;
  }

  /**
   * @param count of threads
   */
  public static Workers start(int count) {
    Workers workers = new Workers();
    for (int i = 0; i < count; i++) {
      workers.threads.add(Thread.ofPlatform().daemon().name("search-" + i).start(workers::work));
    }
    return workers;
  }

  private Workers() {}

  /** A job without tasks yet. */
  public Job job() {
    return new Job();
  }

  /** Tasks that belong together, in the order they were added. */
  public final class Job {
    private final Deque<Task> waiting = new ArrayDeque<>();

    /** Signalled when no task is left. */
    private final Condition end = lock.newCondition();

    private int running;
    private volatile boolean cancelled;
    private @Nullable Throwable failure;

    private Job() {}

    /** Adds a task; those of a job that has failed or was cancelled are dropped. */
    public void add(Task task) {
      lock.lock();
      try {
        if (cancelled || closed) {
          return;
        }
        if (waiting.isEmpty()) {
          jobs.add(this);
        }
        waiting.add(task);
        tasks.signal();
      } finally {
        lock.unlock();
      }
    }

    /** Has no more tasks begun; those that run see it by {@link #isCancelled}. */
    public void cancel() {
      lock.lock();
      try {
        cancelled = true;
        waiting.clear();
        jobs.remove(this);
        signalEnd();
      } finally {
        lock.unlock();
      }
    }

    /** Whether tasks should stop. */
    public boolean isCancelled() {
      return cancelled || closed;
    }

    /**
     * Waits until all tasks have ended, those they added included.
     *
     * @throws IOException that a task threw, first of all
     */
    public void await() throws IOException, InterruptedException {
      awaitFor(Duration.ofNanos(Long.MAX_VALUE));
    }

    /**
     * The same, not for longer than a while.
     *
     * @return whether all have ended
     */
    public boolean awaitFor(Duration most) throws IOException, InterruptedException {
      lock.lock();
      try {
        long left = most.toNanos();
        while (!hasEnded()) {
          if (left <= 0) {
            return false;
          }
          left = end.awaitNanos(left);
        }
        switch (failure) {
          case null -> {
            // All went well, or the job was cancelled.
          }
          case IOException exception -> throw exception;
          case RuntimeException exception -> throw exception;
          case Error error -> throw error;
          default -> throw new IllegalStateException(failure);
        }
        return true;
      } finally {
        lock.unlock();
      }
    }

    private boolean hasEnded() {
      return running == 0 && (waiting.isEmpty() || closed);
    }

    private void signalEnd() {
      if (hasEnded()) {
        end.signalAll();
      }
    }

    private void ended(@Nullable Throwable thrown) {
      lock.lock();
      try {
        running--;
        if (thrown != null && failure == null && !cancelled) {
          failure = thrown;
        }
        if (thrown != null) {
          cancel();
        }
        signalEnd();
      } finally {
        lock.unlock();
      }
    }
  }

  private record Turn(Job job, Task task) {}

  private void work() {
    ScanBuffers buffers = new ScanBuffers();
    try {
      for (Turn turn = next(); turn != null; turn = next()) {
        Throwable thrown = null;
        try {
          turn.task().run(buffers);
        } catch (IOException | RuntimeException | Error e) {
          thrown = e;
        }
        turn.job().ended(thrown);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Turn next() throws InterruptedException {
    lock.lock();
    try {
      while (jobs.isEmpty() && !closed) {
        tasks.await();
      }
      if (closed) {
        return null;
      }
      Job job = jobs.remove();
      Task task = job.waiting.remove();
      job.running++;
      if (!job.waiting.isEmpty()) {
        jobs.add(job);
      }
      return new Turn(job, task);
    } finally {
      lock.unlock();
    }
  }

  /** Has no more tasks begun; those that run are not interrupted. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      tasks.signalAll();
      // Others that are awaited have tasks running, which tell when they end.
      jobs.forEach(Job::signalEnd);
      jobs.clear();
    } finally {
      lock.unlock();
    }
  }
}
