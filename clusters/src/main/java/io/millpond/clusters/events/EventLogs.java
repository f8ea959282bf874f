package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.clusters.LocalFile;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.events.LogIndex.Summary;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;

/** The Spark event logs in some directories. Safe for use by many threads. */
public final class EventLogs implements Closeable {
  private static final int MAX_LOOKS = 4;

  private final List<LogRoot> roots;
  private final SharedFiles files;
  private final LogIndex index;
  private final WholeLogs whole = new WholeLogs(Limits.MAX_WHOLE_LOGS_BYTES);
  private final ReentrantLock lock = new ReentrantLock();

  private EventLogs(List<LogRoot> roots, SharedFiles files) {
    this.roots = roots;
    this.files = files;
    this.index = new LogIndex(roots.stream().map(EventDirectory::new).toList());
  }

  /**
   * Opens the directories; what is in them is looked for when it is asked for.
   *
   * @throws IOException where one of them cannot be opened
   */
  public static EventLogs open(List<Path> directories, SharedFiles files) throws IOException {
    List<LogRoot> roots = new ArrayList<>();
    try {
      for (Path directory : directories) {
        roots.add(LogRoot.open(directory));
      }
      return new EventLogs(roots, files);
    } catch (IOException | RuntimeException | Error e) {
      closeAll(roots);
      throw e;
    }
  }

  /** All that is told of an application, executors included; empty where no log is of it. */
  public Optional<LoggedApplication> application(String id) throws IOException {
    for (int look = 1; ; look++) {
      SortedMap<Integer, Summary> attempts = find(id);
      try {
        for (var attempt : attempts.entrySet()) {
          WholeLog.Told told = whole.read(attempt.getValue().log());
          attempt.setValue(new Summary(told.log(), told.facts()));
        }
        attempts.values().removeIf(log -> log.facts().start().isEmpty());
        return attempts.isEmpty()
            ? Optional.empty()
            : Optional.of(LogIndex.application(id, attempts.values()));
      } catch (NoSuchFileException renamed) {
        if (look == MAX_LOOKS) {
          throw renamed;
        }
      }
    }
  }

  /** Summaries of all applications, newest first. */
  public List<LoggedApplication> applications() throws IOException {
    lock.lock();
    try {
      index.refresh();
      return index.applications();
    } finally {
      lock.unlock();
    }
  }

  /** The log files of an application, or of one attempt, by their paths below the directory. */
  public List<StoredFile> files(String id, OptionalInt attempt) throws IOException {
    List<StoredFile> found = new ArrayList<>();
    find(id)
        .forEach((number, summary) -> {
          if (attempt.isEmpty() || attempt.getAsInt() == number) {
            FoundLog log = summary.log();
            log.parts().forEach(part -> found.add(file(log.root(), part)));
            log.others().forEach(part -> found.add(file(log.root(), part)));
          }
        });
    return found;
  }

  private StoredFile file(LogRoot root, FoundLog.Part part) {
    return new LocalFile(files, root, part.path(), part.path(), part.status());
  }

  private SortedMap<Integer, Summary> find(String id) throws IOException {
    lock.lock();
    try {
      index.refresh();
      return index.of(id);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    try (whole) {
      closeAll(roots);
    }
  }

  private static void closeAll(List<LogRoot> roots) throws IOException {
    for (LogRoot root : roots) {
      root.close();
    }
  }
}
