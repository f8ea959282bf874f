package io.millpond.clusters.events;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The Spark event logs in some directories. Safe for use by many threads. */
public final class EventLogs implements Closeable {
  private EventLogs() {}

  /**
   * Opens the directories; what is in them is looked for when it is asked for.
   *
   * @throws IOException where one of them cannot be opened
   */
  public static EventLogs open(List<Path> directories, SharedFiles files) throws IOException {
    return new EventLogs();
  }

  /** All that is told of an application, executors included; empty where no log is of it. */
  public Optional<LoggedApplication> application(String id) throws IOException {
    return Optional.empty();
  }

  /** Summaries of all applications, newest first. */
  public List<LoggedApplication> applications() throws IOException {
    return List.of();
  }

  /** The log files of an application, or of one attempt, by their paths below the directory. */
  public List<StoredFile> files(String id, OptionalInt attempt) throws IOException {
    return List.of();
  }

  @Override
  public void close() throws IOException {}
}
