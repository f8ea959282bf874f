package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.clusters.LocalFile;
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
  private final WholeLogs whole = new WholeLogs(Limits.MAX_WHOLE_LOGS_BYTES);
  private final ReentrantLock lock = new ReentrantLock();

  private EventLogs(List<LogRoot> roots, SharedFiles files) {
    this.roots = roots;
    this.files = files;
    this.index =
        new LogIndex(roots.stream().map(EventDirectory::new).toList(), Limits.MAX_SUMMARIES_BYTES);
  }

  /**
   * Opens the directories; what is in them is looked for when it is asked for.
   *
   * @throws IOException where one of them cannot be opened
   */
  public static EventLogs open(List<Path> directories, SharedFiles files) throws IOException {
    return new EventLogs(Together.open(directories), files);
  }

  /** All that is told of an application, executors included; empty where no log is of it. */
  @Override
  public Optional<LoggedApplication> application(String id) throws IOException {
    NavigableMap<Integer, Summary> attempts = new TreeMap<>();
    eachLog(
        id,
        OptionalInt.empty(),
        attempts::clear,
        (number, log) -> {
          Summary told = whole.read(log);
          if (told.id().equals(id) && told.log().isOfSameOwnerAs(log)) {
            attempts.put(number, told);
          }
        });
    learn(attempts.values());
    return attempts.isEmpty()
        ? Optional.empty()
        : Optional.of(Summary.application(attempts.values()));
  }

  /**
   * Summaries of all applications, newest first. Of a compressed log that is very long, {@link
   * Limits#MAX_SUMMARY_COMPRESSED_BYTES}, the end is that of the last write to it, without an exit
   * code, until {@link #application} has been asked for it.
   */
  @Override
  public List<LoggedApplication> applications() throws IOException {
    return look(true).newestFirst();
  }

  /** The log files of an application, or of one attempt, by their paths below the directory. */
  @Override
  public List<StoredFile> files(String id, OptionalInt attempt) throws IOException {
    List<StoredFile> found = new ArrayList<>();
    eachLog(
        id,
        attempt,
        found::clear,
        (number, log) -> {
          FoundLog now = log.again();
          now.parts().forEach(part -> found.add(file(now.root(), part)));
          now.others().forEach(part -> found.add(file(now.root(), part)));
        });
    return found;
  }

  private StoredFile file(LogRoot root, FoundLog.Part part) {
    return new LocalFile(files, root, part.path(), part.path(), part.status());
  }

  private interface LogUser {
    void use(int attempt, FoundLog log) throws IOException;
  }

  /** Does something with the logs of an application; begins anew where one is found to be gone. */
  private void eachLog(String id, OptionalInt attempt, Runnable begin, LogUser user)
      throws IOException {
    for (int look = 1; ; look++) {
      begin.run();
      try {
        for (Map.Entry<Integer, Summary> log : look(false).of(id).entrySet()) {
          if (attempt.isEmpty() || attempt.getAsInt() == log.getKey()) {
            user.use(log.getKey(), log.getValue().log());
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
        index.refresh(growth);
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
    try (whole) {
      Together.close(roots);
    }
  }
}
