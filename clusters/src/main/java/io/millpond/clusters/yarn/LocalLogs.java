package io.millpond.clusters.yarn;

import io.millpond.clusters.DirectorySearch;
import io.millpond.clusters.Limits;
import io.millpond.clusters.LocalFile;
import io.millpond.clusters.Notices;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.Together;
import io.millpond.logs.EntryChoice;
import io.millpond.logs.FileStatus;
import io.millpond.logs.Listing;
import io.millpond.logs.LogRoot;
import io.millpond.logs.NotRegularFileException;
import io.millpond.logs.OutsideRootException;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Logs that lie in directories of applications and their containers, {@code
 * <application>/<container>/<file>}, as a NodeManager keeps them while an application runs and for
 * a while after. It spreads them over its disks: any of the files of a container may be in any of
 * the directories.
 */
final class LocalLogs implements Closeable {
  /** A program may leave any number of files where it runs: its streams go before. */
  private static final EntryChoice FILES =
      new EntryChoice(
          FileNames::isShown,
          Comparator.comparing((FileStatus entry) -> !FileNames.isOfStream(entry.name())),
          Limits.MAX_CONTAINER_FILES);

  private final Notices notices = new Notices(LocalLogs.class);
  private final List<LogRoot> roots;
  private final SharedFiles files;

  /** The roots are closed with this. */
  LocalLogs(List<LogRoot> roots, SharedFiles files) {
    this.roots = List.copyOf(roots);
    this.files = files;
  }

  /**
   * The directories of an application's containers. Those that this process may only search but not
   * list tell of none.
   */
  Set<String> containers(String applicationId) throws IOException {
    Set<String> containers = new TreeSet<>();
    for (LogRoot root : roots) {
      try {
        for (FileStatus status : list(root, applicationId, containersOf(applicationId))) {
          if (status.isDirectory()) {
            containers.add(status.name());
          }
        }
      } catch (AccessDeniedException e) {
        // Event logs tell of the containers; their files may be readable all the same.
      }
    }
    return containers;
  }

  /** Throws where a directory of an application may not be listed. */
  void requireReadable(String applicationId) throws IOException {
    for (LogRoot root : roots) {
      list(root, applicationId, containersOf(applicationId));
    }
  }

  /** Finds the applications that have directories. */
  void search(DirectorySearch search) throws IOException {
    for (LogRoot root : roots) {
      search.names(
          root,
          "",
          name -> {
            if (ContainerId.isApplication(name)) {
              search.add(name);
            }
          });
    }
  }

  private static EntryChoice containersOf(String applicationId) {
    return EntryChoice.newest(
        name -> ContainerId.parse(name, applicationId).isPresent(),
        Limits.MAX_EXECUTOR_DIRECTORIES);
  }

  /** Whether there is a directory, be it empty. */
  boolean has(String directory) throws IOException {
    for (LogRoot root : roots) {
      if (status(root, directory).filter(FileStatus::isDirectory).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The files in a directory, by name.
   *
   * @param directory of ids that were checked, {@code <application>[/<container>]}
   */
  Map<String, StoredFile> files(String directory) throws IOException {
    Map<String, StoredFile> found = new TreeMap<>();
    for (LogRoot root : roots) {
      for (FileStatus status : list(root, directory, FILES)) {
        if (status.isRegular()) {
          found.putIfAbsent(status.name(), file(root, directory, status));
        }
      }
    }
    return found;
  }

  /** One file in a directory. */
  Optional<StoredFile> file(String directory, String name) throws IOException {
    if (!FileNames.isShown(name)) {
      return Optional.empty();
    }
    for (LogRoot root : roots) {
      Optional<FileStatus> status = status(root, directory + "/" + name);
      if (status.filter(FileStatus::isRegular).isPresent()) {
        return Optional.of(file(root, directory, status.get()));
      }
    }
    return Optional.empty();
  }

  private StoredFile file(LogRoot root, String directory, FileStatus status) {
    String path = directory + "/" + status.name();
    return new LocalFile(files, root, path, status.name(), status);
  }

  private List<FileStatus> list(LogRoot root, String path, EntryChoice choice) throws IOException {
    try {
      Listing listing = root.list(path, choice);
      if (listing.leftOut() > 0) {
        notices.warn(
            "directory '{}' has more than {} entries, the others are left out",
            path,
            choice.most());
      }
      return listing.entries();
    } catch (NoSuchFileException | NotDirectoryException | OutsideRootException e) {
      return List.of();
    }
  }

  private static Optional<FileStatus> status(LogRoot root, String path) throws IOException {
    try {
      return Optional.of(root.status(path));
    } catch (NoSuchFileException
        | NotDirectoryException
        | NotRegularFileException
        | OutsideRootException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    Together.close(roots);
  }
}
