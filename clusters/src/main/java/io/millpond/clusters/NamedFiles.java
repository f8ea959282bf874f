package io.millpond.clusters;

import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Single files that an operator names by their paths, and that may come later. Each is looked for
 * in its own directory and nowhere else. Safe for use by many threads.
 *
 * <p>Which directory a path names is asked anew every time: one that was removed and made again, or
 * a link that leads elsewhere now, is another one.
 */
public final class NamedFiles implements Closeable {
  private final SharedFiles files;
  private final Map<Path, Directory> directories = new HashMap<>();

  public NamedFiles(SharedFiles files) {
    this.files = files;
  }

  /** Kept open, so its number is nobody else's. */
  private record Directory(LogRoot root, long device, long inode) {
    static Directory open(Path path) throws IOException {
      LogRoot root = LogRoot.open(path);
      try {
        FileStatus status = root.status("");
        return new Directory(root, status.device(), status.inode());
      } catch (IOException | RuntimeException | Error e) {
        root.close();
        throw e;
      }
    }

    boolean isSameAs(Directory other) {
      return device == other.device && inode == other.inode;
    }
  }

  /** Something that is done with a file in its directory. */
  @FunctionalInterface
  private interface Look<T> {
    T at(LogRoot root, String name) throws IOException;
  }

  /**
   * The file at a path; empty where there is none, or none yet.
   *
   * @param name what it is called from here on
   */
  public Optional<StoredFile> find(Path configured, String name) throws IOException {
    Path path = configured.toAbsolutePath();
    try {
      FileStatus status = look(path, LogRoot::status);
      return status.isRegular()
          ? Optional.of(new LocalFile(name, status, () -> look(path, files::open)))
          : Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException none) {
      return Optional.empty();
    }
  }

  private <T> T look(Path path, Look<T> look) throws IOException {
    Path directory = path.getParent();
    if (directory == null) {
      throw new NoSuchFileException("");
    }
    String name = String.valueOf(path.getFileName());
    try {
      return look.at(root(directory), name);
    } catch (ClosedChannelException replaced) {
      // Another has just found that it is no longer the directory of that name.
      return look.at(root(directory), name);
    }
  }

  private LogRoot root(Path path) throws IOException {
    Directory now;
    try {
      now = Directory.open(path);
    } catch (NoSuchFileException | NotDirectoryException gone) {
      forget(path);
      throw gone;
    }
    synchronized (this) {
      Directory known = directories.get(path);
      if (known != null && known.isSameAs(now)) {
        now.root().close();
        return known.root();
      }
      forget(path);
      directories.put(path, now);
      return now.root();
    }
  }

  private synchronized void forget(Path path) throws IOException {
    Directory known = directories.remove(path);
    if (known != null) {
      known.root().close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (Directory known : directories.values()) {
      known.root().close();
    }
    directories.clear();
  }
}
