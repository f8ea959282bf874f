package io.millpond.exports;

import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Opens the files of exports: below the directory they are kept in, and nowhere else. The directory
 * may come later, with the first export, and be removed and made again. Safe for use by many
 * threads.
 */
public final class PublishedFiles implements Closeable {
  private final Path directory;
  private final SharedFiles files;
  private @Nullable LogRoot root;

  public PublishedFiles(Path directory, SharedFiles files) {
    this.directory = directory.toAbsolutePath().normalize();
    this.files = files;
  }

  /**
   * Opens a file. To be closed.
   *
   * @throws NoSuchFileException where it has expired since it was found
   */
  public SharedFiles.Lease open(ExportFile file) throws IOException {
    Path path = file.file().toAbsolutePath().normalize();
    if (!path.startsWith(directory)) {
      throw new NoSuchFileException(file.object());
    }
    String name = directory.relativize(path).toString();
    LogRoot known = root();
    try {
      return files.open(known, name);
    } catch (NoSuchFileException | ClosedChannelException replaced) {
      // The directory may have been removed and made again since it was opened.
      return files.open(rootBehind(known), name);
    }
  }

  private synchronized LogRoot root() throws IOException {
    if (root == null) {
      root = LogRoot.openWithoutLinks(directory);
    }
    return root;
  }

  @SuppressWarnings("ReferenceEquality") // A door is itself alone.
  private synchronized LogRoot rootBehind(LogRoot known) throws IOException {
    if (root == known) {
      root = null;
      known.close();
    }
    return root();
  }

  @Override
  public synchronized void close() throws IOException {
    if (root != null) {
      root.close();
      root = null;
    }
  }
}
