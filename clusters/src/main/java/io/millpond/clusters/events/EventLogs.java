package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.clusters.LocalFile;
import io.millpond.clusters.Notices;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.Together;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The Spark event logs in some directories. Safe for use by many threads.
 *
 * <p>Spark gives a log another name when its application ends, rolls it into further files and puts
 * compacted ones into the place of others. So whatever is found may be gone a moment later under
 * the name it had; then it is looked for once more.
 */
public final class EventLogs implements History {
  private static final int MAX_LOOKS = 4;

  private final List<LogRoot> roots;
  private final SharedFiles files;
  private final LogIndex index;
  private final WholeLogs whole;
  private final LateSummaries late = new LateSummaries(new Taker(), Limits.LATE_SUMMARY_WAIT);
  private final Notices notices = new Notices(EventLogs.class);
  private final ReentrantLock lock = new ReentrantLock();

  EventLogs(List<LogRoot> roots, SharedFiles files, LogReaders readers) {
    this.roots = roots;
    this.files = files;
    this.whole = new WholeLogs(Limits.MAX_WHOLE_LOGS_BYTES, readers);
    this.index =
        new LogIndex(roots.stream().map(EventDirectory::new).toList(), Limits.MAX_SUMMARIES_BYTES);
  }

  /**
   * Opens the directories; what is in them is looked for when it is asked for.
   *
   * @throws IOException where one of them cannot be opened
   */
  public static EventLogs open(List<Path> directories, SharedFiles files) throws IOException {
    return new EventLogs(Together.open(directories), files, new LogReaders());
  }

  /** All that is told of an application, executors included; empty where no log is of it. */
  @Override
  public Optional<LoggedApplication> application(String id) throws IOException {
    NavigableMap<Integer, Summary> attempts = new TreeMap<>();
    eachLog(
        id,
        OptionalInt.empty(),
        attempts::clear,
        (number, summary) ->
            readWhole(summary)
                .filter(told -> told.id().equals(id))
                .ifPresent(told -> attempts.put(number, told)));
    learn(attempts.values());
    return attempts.isEmpty()
        ? Optional.empty()
        : Optional.of(Summary.application(attempts.values()));
  }

  /**
   * What a log tells, read to its end or, where it is very long, as far as could be read in time:
   * what is not known by then is what its summary tells. Empty where it is another log by now.
   */
  private Optional<Summary> readWhole(Summary summary) throws IOException {
    Optional<WholeLog.Told> read = whole.read(summary.log());
    if (read.isEmpty()) {
      return Optional.of(summary);
    }
    WholeLog.Told told = read.get();
    if (!told.log().isOfSameOwnerAs(summary.log())) {
      return Optional.empty();
    }
    if (told.whole()) {
      return Optional.of(new Summary(told.log(), told.facts()));
    }
    return told.facts().start().isEmpty()
        ? Optional.of(summary)
        : Optional.of(new Summary(told.log(), told.facts().withRestOf(summary.facts())));
  }

  /**
   * Summaries of all applications, newest first. Of a compressed log that is very long, {@link
   * Limits#MAX_SUMMARY_COMPRESSED_BYTES}, the end is that of the last write to it, without an exit
   * code, until {@link #application} has been asked for it.
   */
  @Override
  public List<LoggedApplication> applications() throws IOException {
    look(true);
    late.await();
    return index.view().orElseThrow().newestFirst();
  }

  /** The log files of an application, or of one attempt, by their paths below the directory. */
  @Override
  public List<StoredFile> files(String id, OptionalInt attempt) throws IOException {
    List<StoredFile> found = new ArrayList<>();
    eachLog(
        id,
        attempt,
        found::clear,
        (number, summary) -> {
          FoundLog now = summary.log().again();
          now.parts().forEach(part -> found.add(file(now.root(), part)));
          now.others().forEach(part -> found.add(file(now.root(), part)));
        });
    return found;
  }

  private StoredFile file(LogRoot root, FoundLog.Part part) {
    return new LocalFile(files, root, part.path(), part.path(), part.status());
  }

  private interface LogUser {
    void use(int attempt, Summary log) throws IOException;
  }

  /** Does something with the logs of an application; begins anew where one is found to be gone. */
  private void eachLog(String id, OptionalInt attempt, Runnable begin, LogUser user)
      throws IOException {
    for (int look = 1; ; look++) {
      begin.run();
      try {
        for (Map.Entry<Integer, Summary> log : look(false).of(id).entrySet()) {
          if (attempt.isEmpty() || attempt.getAsInt() == log.getKey()) {
            user.use(log.getKey(), log.getValue());
          }
        }
        return;
      } catch (NoSuchFileException | NotDirectoryException renamed) {
        if (look == MAX_LOOKS) {
          throw renamed;
        }
        distrust();
      }
    }
  }

  /**
   * Looks at the directories, or takes what is known where another thread has been at it for long.
   */
  private LogView look(boolean growth) throws IOException {
    if (await()) {
      try {
        boolean first = index.view().isEmpty();
        if (!index.refresh(growth, first ? Limits.FIRST_LOOK_TIME : Limits.LOOK_TIME)) {
          notices.warn("the event logs cannot all be looked at in time, some are known later");
        }
        late.add(index.takeUnfinished());
      } finally {
        lock.unlock();
      }
    }
    return index.view().orElseThrow();
  }

  private boolean await() throws InterruptedIOException {
    try {
      if (index.view().isPresent()) {
        return lock.tryLock(Limits.MAX_LOOK_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      }
      lock.lockInterruptibly();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private void distrust() {
    lock.lock();
    try {
      index.distrust();
    } finally {
      lock.unlock();
    }
  }

  private final class Taker implements LateSummaries.Taker {
    private long publishedNanos = System.nanoTime();

    @Override
    public void take(FoundLog log, LogFacts facts) {
      lock.lock();
      try {
        index.finish(log, facts);
        // To make it known for each of ten thousand would take longer than to read them.
        if (System.nanoTime() - publishedNanos > Limits.LATE_SUMMARY_WAIT.toNanos()) {
          publish();
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void done() {
      lock.lock();
      try {
        publish();
      } finally {
        lock.unlock();
      }
    }

    private void publish() {
      index.publish();
      publishedNanos = System.nanoTime();
    }
  }

  private void learn(Collection<Summary> attempts) {
    lock.lock();
    try {
      attempts.forEach(index::learn);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    late.close();
    whole.close();
    Together.close(roots);
  }
}
