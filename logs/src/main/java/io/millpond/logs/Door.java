package io.millpond.logs;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One way to reach files below a directory and no others. Each implementation passes the same
 * contract tests; {@link LogRoot} says what the methods promise.
 */
interface Door extends Closeable {
  LogFile open(RelativePath path) throws IOException;

  FileStatus status(RelativePath path) throws IOException;

  /** In any order; {@link LogRoot} sorts. */
  List<FileStatus> list(RelativePath path) throws IOException;
}
