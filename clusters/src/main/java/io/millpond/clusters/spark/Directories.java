package io.millpond.clusters.spark;

import io.millpond.clusters.Derived;
import io.millpond.clusters.DirectorySearch;
import io.millpond.clusters.Limits;
import io.millpond.clusters.Notices;
import io.millpond.clusters.Together;
import io.millpond.logs.EntryChoice;
import io.millpond.logs.FileStatus;
import io.millpond.logs.Listing;
import io.millpond.logs.LogRoot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Several directories of one kind, such as the work directories of the workers of a machine. A
 * program that runs on the cluster can write in all of them and make links; none is followed, so
 * that none leads from its own directory to another's.
 */
final class Directories implements Closeable {
  /** The ids in a directory that had not been changed for a while. */
  private record Ids(Instant modified, List<String> ids) {}

  private final List<LogRoot> roots;
  private final Map<LogRoot, Ids> lastIds = new ConcurrentHashMap<>();
  private final Derived<List<String>> allIds = new Derived<>(Limits.LISTING_FRESH);
  private final Notices notices = new Notices(Directories.class);

  private Directories(List<LogRoot> roots) {
    this.roots = roots;
  }

  /**
   * Opens them.
   *
   * @throws IOException where one of them cannot be opened
   */
  static Directories open(List<Path> directories) throws IOException {
    return new Directories(Together.open(directories));
  }

  List<Place> places() {
    return roots.stream().map(root -> new Place(root, "")).toList();
  }

  /** The directories at a path, in those that have it, in the order they were configured. */
  List<Place> find(String path) throws IOException {
    List<Place> found = new ArrayList<>();
    for (LogRoot root : roots) {
      if (status(root, path).map(FileStatus::isDirectory).orElse(false)) {
        found.add(new Place(root, path));
      }
    }
    return found;
  }

  /**
   * The ids that the names of what lies directly in them tell of; read anew where one of them was
   * changed, and the same object otherwise.
   */
  List<String> ids(Function<String, Optional<String>> idOf) throws IOException {
    List<List<String>> each = new ArrayList<>();
    for (LogRoot root : roots) {
      each.add(ids(root, idOf));
    }
    return allIds.of(
        Instant.now(),
        () -> each.stream().flatMap(List::stream).distinct().toList(),
        each.toArray());
  }

  private List<String> ids(LogRoot root, Function<String, Optional<String>> idOf)
      throws IOException {
    Optional<FileStatus> before = status(root, "");
    Ids known = lastIds.get(root);
    if (known != null && before.map(FileStatus::modified).equals(Optional.of(known.modified()))) {
      return known.ids();
    }
    EntryChoice choice =
        EntryChoice.newest(name -> idOf.apply(name).isPresent(), Limits.MAX_UNLOGGED_APPLICATIONS);
    List<String> ids =
        list(new Place(root, ""), choice).stream()
            .flatMap(entry -> idOf.apply(entry.name()).stream())
            .toList();
    if (before.isPresent()
        && before.get().modified().plus(Limits.DIRECTORY_QUIET).isBefore(Instant.now())) {
      lastIds.put(root, new Ids(before.get().modified(), ids));
    }
    return ids;
  }

  /** Finds the ids that the names of what lies directly in them tell of. */
  void search(DirectorySearch search, Function<String, Optional<String>> idOf) throws IOException {
    for (LogRoot root : roots) {
      search.names(root, "", name -> idOf.apply(name).ifPresent(search::add));
    }
  }

  /** Empty where there is nothing to be had at the path. */
  static Optional<FileStatus> status(LogRoot root, String path) throws IOException {
    try {
      return Optional.of(root.status(path));
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      return Optional.empty(); // Missing, a link, or beneath a file.
    }
  }

  /** What is chosen of a directory; nothing where it has gone. */
  List<FileStatus> list(Place place, EntryChoice choice) throws IOException {
    Listing listing = listing(place, choice);
    if (listing.leftOut() > 0) {
      notices.warn(
          "directory '{}' has more than {} entries of a kind, the others are left out",
          place.path(),
          choice.most());
    }
    return listing.entries();
  }

  /** The same, with how many were left out. */
  static Listing listing(Place place, EntryChoice choice) throws IOException {
    try {
      return place.root().list(place.path(), choice);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return new Listing(List.of(), 0);
    }
  }

  @Override
  public void close() throws IOException {
    Together.close(roots);
  }
}
