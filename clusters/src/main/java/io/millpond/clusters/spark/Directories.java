package io.millpond.clusters.spark;

import io.millpond.clusters.Limits;
import io.millpond.clusters.Together;
import io.millpond.logs.FileStatus;
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

/**
 * Several directories of one kind, such as the work directories of the workers of a machine. A
 * program that runs on the cluster can write in all of them and make links; none is followed, so
 * that none leads from its own directory to another's.
 */
final class Directories implements Closeable {
  /** What was in a directory that had not been changed for a while. */
  private record Names(Instant modified, List<String> names) {}

  private final List<LogRoot> roots;
  private final Map<LogRoot, Names> lastNames = new ConcurrentHashMap<>();

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

  /** The names of all that lies directly in them; read anew where one of them was changed. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (Place place : places()) {
      names.addAll(names(place));
    }
    return names;
  }

  private List<String> names(Place place) throws IOException {
    Optional<FileStatus> before = status(place.root(), "");
    Names known = lastNames.get(place.root());
    if (known != null && before.map(FileStatus::modified).equals(Optional.of(known.modified()))) {
      return known.names();
    }
    List<String> names = list(place).stream().map(FileStatus::name).toList();
    if (before.isPresent()
        && before.get().modified().plus(Limits.DIRECTORY_QUIET).isBefore(Instant.now())) {
      lastNames.put(place.root(), new Names(before.get().modified(), names));
    }
    return names;
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

  /** What is in a directory; nothing where it has gone. */
  static List<FileStatus> list(Place place) throws IOException {
    try {
      return place.root().list(place.path());
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  @Override
  public void close() throws IOException {
    Together.close(roots);
  }
}
