package io.millpond.logs;

import java.io.Closeable;
import java.io.IOException;

/**
 * One way to reach files below a directory and no others. Each implementation passes the same
 * contract tests; {@link LogRoot} says what the methods promise.
 */
interface Door extends Closeable {
  LogFile open(RelativePath path) throws IOException;

  FileStatus status(RelativePath path) throws IOException;

  /** Gives each entry that it wants to the collector, in any order. */
  void list(RelativePath path, EntryCollector into) throws IOException;
}
