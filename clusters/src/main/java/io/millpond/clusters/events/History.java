package io.millpond.clusters.events;

import io.millpond.clusters.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Who ran what, as event logs tell. Safe for use by many threads. */
public interface History extends Closeable {
  /** All that is told of an application, executors included; empty where no log is of it. */
  Optional<LoggedApplication> application(String id) throws IOException;

  /** Summaries of all applications, newest first. */
  List<LoggedApplication> applications() throws IOException;

  /** The log files of an application, or of one attempt, by their paths below the directory. */
  List<StoredFile> files(String id, OptionalInt attempt) throws IOException;
}
