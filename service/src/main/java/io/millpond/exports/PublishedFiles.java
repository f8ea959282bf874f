package io.millpond.exports;

import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Opens the files of exports: below the directory they are kept in, and nowhere else. The directory
 * may come later, with the first export, and be removed and made again. It may be a link when it is
 * first met, and must not become one: it is looked for beneath the one above it, where no links are
 * followed. Safe for use by many threads.
 */
public final class PublishedFiles implements Closeable {
  private final Path directory;
  private final SharedFiles files;
  private @Nullable Path place;
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
    LogRoot known = root();
    String name = name(directory.relativize(path));
    try {
      return files.open(known, name);
    } catch (NoSuchFileException | ClosedChannelException replaced) {
      // The directory may have been removed and made again since it was opened.
      return files.open(rootBehind(known), name);
    }
  }

  private synchronized LogRoot root() throws IOException {
    if (place == null) {
      place = directory.toRealPath();
    }
    if (root == null) {
      root = LogRoot.openWithoutLinks(Objects.requireNonNull(place.getParent()));
    }
    return root;
  }

  /** Of a file of the directory, beneath the root. */
  private synchronized String name(Path file) {
    return Objects.requireNonNull(place).getFileName().resolve(file).toString();
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
