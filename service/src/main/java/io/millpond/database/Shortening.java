package io.millpond.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.h2.mvstore.MVStoreTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the embedded database's file short again. Nothing in it is ever overwritten, see {@link
 * DatabaseUrl#embedded}, so it only grows while it is open. When it is opened, a copy is made
 * without what is no longer valid, tried, and moved over it in one step: whenever the process is
 * killed, the one or the other is there, whole.
 */
final class Shortening {
  private static final Logger log = LoggerFactory.getLogger(Shortening.class);

  private Shortening() {}

  /** Where it is worth it. What goes wrong with it is told, and leaves all as it was. */
  static void ofLong(DatabaseUrl url) {
    try {
      if (Files.size(url.file()) > Limits.LONG_DATABASE_BYTES) {
        of(url);
      }
    } catch (IOException | RuntimeException | StackOverflowError | AssertionError failure) {
      log.warn("the database {} could not be made shorter", url, failure);
    }
  }

  /** Does nothing where the database is open somewhere: whoever opens it then is told so. */
  static void of(DatabaseUrl url) throws IOException {
    Path copied = url.copy().file();
    // As H2 locks it.
    try (FileChannel file =
            FileChannel.open(url.file(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      if (lock == null) {
        return;
      }
      try {
        copy(file, copied);
        // Rolls back what a kill has left half done: that is not to be copied.
        OpenDatabase.connect(url.copy()).close();
        MVStoreTool.compact(copied.toString(), false);
        OpenDatabase.connect(url.copy()).close();
        url.copy().moveTo(url);
      } finally {
        // With the lock: what is there may be another process' otherwise.
        removeAll(copied);
      }
    } catch (OverlappingFileLockException ours) {
      log.debug("the database {} is open in this process", url);
    }
  }

  /** The copy, and what {@link MVStoreTool} has left of what it made of it where it failed. */
  private static void removeAll(Path copied) throws IOException {
    Path folder = copied.resolveSibling(".");
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(folder, copied.getFileName() + "*")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** By the channel that has the lock: closing another one of the file would give it up. */
  private static void copy(FileChannel file, Path target) throws IOException {
    try (FileChannel copy =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      long size = file.size();
      for (long at = 0; at < size; ) {
        at += file.transferTo(at, size - at, copy);
      }
    }
  }
}
