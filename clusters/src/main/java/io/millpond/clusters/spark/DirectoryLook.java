package io.millpond.clusters.spark;

import io.millpond.clusters.Limits;
import io.millpond.clusters.Notices;
import io.millpond.logs.ChainedContent.Segment;
import io.millpond.logs.DirectoryTooLargeException;
import io.millpond.logs.EntryChoice;
import io.millpond.logs.FileStatus;
import io.millpond.logs.Listing;
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

/**
 * What lies in a container's directory at one moment, although it cannot be looked at in one.
 *
 * <p>A worker rolls {@code stderr} by renaming it (or by writing a compressed copy and deleting it)
 * and beginning a new one. Who reads the directory meanwhile may see the new {@code stderr} and not
 * the segment that was made of the old one, or the other way round both under either name. So the
 * file {@code stderr} is opened first, which also keeps its inode from being given to the next one;
 * then the directory is read; and what was read counts only if the name still leads to that file,
 * so that it was not rolled in between, and if the segments were the same ones twice in a row. A
 * directory that nobody has changed for a while is read once, and remembered.
 */
final class DirectoryLook implements Closeable {
  private static final Notices NOTICES = new Notices(DirectoryLook.class);

  private final KnownDirectory known;
  private final Map<String, LogFile> active;

  private DirectoryLook(KnownDirectory known, Map<String, LogFile> active) {
    this.known = known;
    this.active = active;
  }

  /**
   * Looks at a directory. To be closed. One that is not there is empty.
   *
   * @throws FileSystemException where it does not stay the same for long enough
   */
  static DirectoryLook at(Place place, Reading reading) throws IOException {
    for (int attempt = 0; attempt < Limits.MAX_DIRECTORY_LOOKS; attempt++) {
      Optional<DirectoryLook> look = tryOnce(place, reading);
      if (look.isPresent()) {
        return look.get();
      }
    }
    throw new FileSystemException(place.path(), null, "keeps being changed");
  }

  private static Optional<DirectoryLook> tryOnce(Place place, Reading reading) throws IOException {
    Optional<FileStatus> before = status(place);
    Optional<KnownDirectory> remembered =
        before.flatMap(status -> reading.memory().get(place, status));
    if (remembered.isPresent()) {
      return rememberedLook(place, before, remembered.get());
    }
    List<FileStatus> entries = list(place, reading.shown());
    Set<String> streams = KnownDirectory.streams(entries);
    if (streams.isEmpty()) {
      return Optional.of(new DirectoryLook(KnownDirectory.of(entries), Map.of()));
    }
    Map<String, LogFile> active = new HashMap<>();
    try {
      openAll(place, streams, active);
      Optional<FileStatus> after = status(place);
      if (isQuiet(before, after)) {
        KnownDirectory found = KnownDirectory.of(entries);
        reading.memory().put(place, after.orElseThrow(), found);
        return Optional.of(new DirectoryLook(found, active));
      }
      List<FileStatus> again = list(place, reading.shown());
      if (KnownDirectory.names(entries).equals(KnownDirectory.names(again))
          && areStillActive(place, streams, active)) {
        return Optional.of(new DirectoryLook(KnownDirectory.of(again), active));
      }
    } catch (IOException | RuntimeException | Error e) {
      closeAll(active);
      throw e;
    }
    closeAll(active);
    return Optional.empty();
  }

  /** All that may be segments of a stream, whatever else there is; or none of it is told. */
  private static List<FileStatus> list(Place place, EntryChoice shown) throws IOException {
    Listing listing = Directories.listing(place, shown);
    if (listing.leftOut() > 0 && listing.entries().stream().allMatch(Reading::isOfStream)) {
      throw new DirectoryTooLargeException(place.path(), shown.most());
    }
    if (listing.leftOut() > 0) {
      NOTICES.warn(
          "directory '{}' has more than {} logs, the others are left out",
          place.path(),
          shown.most());
    }
    return listing.entries();
  }

  private static Optional<DirectoryLook> rememberedLook(
      Place place, Optional<FileStatus> before, KnownDirectory known) throws IOException {
    Map<String, LogFile> active = new HashMap<>();
    try {
      openAll(place, known.segments().keySet(), active);
      KnownDirectory now = known.refreshed(place);
      if (isQuiet(before, status(place))) {
        return Optional.of(new DirectoryLook(now, active));
      }
    } catch (IOException | RuntimeException | Error e) {
      closeAll(active);
      throw e;
    }
    closeAll(active);
    return Optional.empty();
  }

  private static Optional<FileStatus> status(Place place) throws IOException {
    return Directories.status(place.root(), place.path());
  }

  private static void openAll(Place place, Set<String> streams, Map<String, LogFile> active)
      throws IOException {
    for (String stream : streams) {
      open(place, stream).ifPresent(file -> active.put(stream, file));
    }
  }

  /** Times are as fine as the kernel's clock: a change a moment ago might hide another one. */
  private static boolean isQuiet(Optional<FileStatus> before, Optional<FileStatus> after) {
    return before.isPresent()
        && after.isPresent()
        && before.get().inode() == after.get().inode()
        && before.get().modified().equals(after.get().modified())
        && before.get().modified().plus(Limits.DIRECTORY_QUIET).isBefore(Instant.now());
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

  /** The logs in the directory, sorted by name. */
  List<FileStatus> entries() {
    return known.entries();
  }

  /** Whether a worker has rolled that stream. */
  boolean isRolled(String stream) {
    return known.segments().containsKey(stream);
  }

  Set<String> rolledStreams() {
    return known.segments().keySet();
  }

  /** The segments of a stream, oldest first; none where it was not rolled. */
  List<FileStatus> segments(String stream) {
    SortedMap<RolledName, FileStatus> found = known.segments().get(stream);
    return found == null ? List.of() : List.copyOf(found.values());
  }

  /** What an earlier look has made of the segments of a stream, which are the same now. */
  Optional<List<Segment>> knownSet(String stream) {
    return Optional.ofNullable(known.sets().get(stream));
  }

  /** Keeps what was made of them for the next look. */
  void rememberSet(String stream, List<Segment> set) {
    known.sets().put(stream, set);
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
