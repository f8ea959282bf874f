package io.millpond.catalog;

import io.millpond.clusters.LocalFile;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Livy logs of sessions, where an operator has them written. Their paths are the operator's;
 * each is looked for in its own directory and nowhere else. Safe for use by many threads.
 */
public final class LivyLogs implements Closeable {
  private static final String NAME = "livy.log";

  private final SharedFiles files;
  private final Map<Path, LogRoot> directories = new HashMap<>();

  public LivyLogs(SharedFiles files) {
    this.files = files;
  }

  /** The log of a session, called {@code livy.log}; empty where it has none, or none yet. */
  public Optional<StoredFile> of(Session session) throws IOException {
    if (session.livyLog().isEmpty()) {
      return Optional.empty();
    }
    Path path = session.livyLog().get().toAbsolutePath();
    Path directory = path.getParent();
    if (directory == null) {
      return Optional.empty();
    }
    try {
      LogRoot root = root(directory);
      String name = String.valueOf(path.getFileName());
      FileStatus status = root.status(name);
      return status.isRegular()
          ? Optional.of(new LocalFile(files, root, name, NAME, status))
          : Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException none) {
      return Optional.empty();
    }
  }

  private synchronized LogRoot root(Path directory) throws IOException {
    LogRoot root = directories.get(directory);
    if (root == null) {
      root = LogRoot.open(directory);
      directories.put(directory, root);
    }
    return root;
  }

  @Override
  public synchronized void close() throws IOException {
    for (LogRoot root : directories.values()) {
      root.close();
    }
    directories.clear();
  }
}
