package io.millpond.clusters.spark;

import io.millpond.clusters.Limits;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What lies in a container's directory at one moment, although it cannot be looked at in one.
 *
 * <p>A worker rolls {@code stderr} by renaming it (or by writing a compressed copy and deleting it)
 * and beginning a new one. Who reads the directory meanwhile may see the new {@code stderr} and not
 * the segment that was made of the old one, or the other way round both under either name. So the
 * file {@code stderr} is opened first, which also keeps its inode from being given to the next one;
 * then the directory is read; and what was read counts only if the name still leads to that file,
 * so that it was not rolled in between, and if the segments were the same ones twice in a row. A
 * directory that nobody has changed for a while is read once.
 */
final class DirectoryLook implements Closeable {
  private final List<FileStatus> entries;
  private final Map<String, SortedMap<RolledName, FileStatus>> segments;
  private final Map<String, LogFile> active;

  private DirectoryLook(
      List<FileStatus> entries,
      Map<String, SortedMap<RolledName, FileStatus>> segments,
      Map<String, LogFile> active) {
    this.entries = entries;
    this.segments = segments;
    this.active = active;
  }

  /**
   * Looks at a directory. To be closed. One that is not there is empty.
   *
   * @throws FileSystemException where it does not stay the same for long enough
   */
  static DirectoryLook at(Place place) throws IOException {
    for (int attempt = 0; attempt < Limits.MAX_DIRECTORY_LOOKS; attempt++) {
      Optional<DirectoryLook> look = tryOnce(place);
      if (look.isPresent()) {
        return look.get();
      }
    }
    throw new FileSystemException(place.path(), null, "keeps being changed");
  }

  private static Optional<DirectoryLook> tryOnce(Place place) throws IOException {
    Optional<Instant> before = modified(place);
    List<FileStatus> entries = Directories.list(place);
    var segments = segments(entries);
    if (segments.isEmpty()) {
      return Optional.of(new DirectoryLook(entries, segments, Map.of()));
    }
    Map<String, LogFile> active = new HashMap<>();
    try {
      for (String stream : segments.keySet()) {
        open(place, stream).ifPresent(file -> active.put(stream, file));
      }
      if (isQuiet(before, modified(place))) {
        return Optional.of(new DirectoryLook(entries, segments, active));
      }
      List<FileStatus> again = Directories.list(place);
      var confirmed = segments(again);
      if (names(segments).equals(names(confirmed))
          && areStillActive(place, segments.keySet(), active)) {
        return Optional.of(new DirectoryLook(again, confirmed, active));
      }
    } catch (IOException | RuntimeException | Error e) {
      closeAll(active);
      throw e;
    }
    closeAll(active);
    return Optional.empty();
  }

  private static boolean isQuiet(Optional<Instant> before, Optional<Instant> after) {
    return before.isPresent()
        && before.equals(after)
        && before.get().plus(Limits.DIRECTORY_QUIET).isBefore(Instant.now());
  }

  private static Optional<Instant> modified(Place place) throws IOException {
    return Directories.status(place.root(), place.path()).map(FileStatus::modified);
  }

  private static Optional<LogFile> open(Place place, String name) throws IOException {
    try {
      return Optional.of(place.root().open(place.path(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static boolean areStillActive(
      Place place, Set<String> streams, Map<String, LogFile> active) throws IOException {
    for (String stream : streams) {
      Optional<FileStatus> named = Directories.status(place.root(), place.path(stream));
      LogFile held = active.get(stream);
      boolean same =
          held == null ? named.isEmpty() : named.isPresent() && held.sameFileAs(named.get());
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /**
   * The segments of each stream in order. Where one is there compressed and as it was, the
   * compressed one is still being written, or the other is about to be deleted.
   */
  private static Map<String, SortedMap<RolledName, FileStatus>> segments(List<FileStatus> entries) {
    Map<String, SortedMap<RolledName, FileStatus>> found = new TreeMap<>();
    for (FileStatus entry : entries) {
      Optional<RolledName> name =
          entry.isRegular() ? RolledName.parse(entry.name()) : Optional.empty();
      if (name.isPresent()) {
        found
            .computeIfAbsent(name.get().stream(), s -> new TreeMap<>(RolledName.OLDEST_FIRST))
            .put(name.get(), entry);
      }
    }
    for (SortedMap<RolledName, FileStatus> stream : found.values()) {
      stream.keySet().removeIf(name -> name.compressed() && stream.containsKey(name.plain()));
    }
    return found;
  }

  private static Set<String> names(Map<String, SortedMap<RolledName, FileStatus>> segments) {
    return segments.values().stream()
        .flatMap(stream -> stream.values().stream())
        .map(FileStatus::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Everything in the directory, sorted by name. */
  List<FileStatus> entries() {
    return entries;
  }

  /** Whether a worker has rolled that stream. */
  boolean isRolled(String stream) {
    return segments.containsKey(stream);
  }

  Set<String> rolledStreams() {
    return segments.keySet();
  }

  /** The segments of a stream, oldest first; none where it was not rolled. */
  List<FileStatus> segments(String stream) {
    SortedMap<RolledName, FileStatus> found = segments.get(stream);
    return found == null ? List.of() : List.copyOf(found.values());
  }

  /** The file that a rolled stream is written to now, where there is one; closed with this. */
  Optional<LogFile> active(String stream) {
    return Optional.ofNullable(active.get(stream));
  }

  /** Hands over that file: who takes it closes it. */
  Optional<LogFile> takeActive(String stream) {
    return Optional.ofNullable(active.remove(stream));
  }

  @Override
  public void close() throws IOException {
    closeAll(active);
  }

  private static void closeAll(Map<String, LogFile> files) throws IOException {
    for (LogFile file : files.values()) {
      file.close();
    }
  }
}
