package io.millpond.clusters.spark;

import io.millpond.clusters.Limits;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Directories with rolled segments that nobody changes for a while: a client that asks every second
 * for what is new in a stream need not have its thousands of segments looked at each time. A file
 * that is made, renamed or deleted changes its directory's time of modification; that is compared
 * each time. After {@link Limits#DIRECTORY_TRUST} it is read again all the same. Safe for use by
 * many threads.
 */
final class DirectoryMemory {
  private record Key(LogRoot root, String path) {}

  private record Remembered(
      long device, long inode, Instant modified, long atNanos, KnownDirectory known) {
    boolean is(FileStatus directory) {
      return device == directory.device()
          && inode == directory.inode()
          && modified.equals(directory.modified())
          && System.nanoTime() - atNanos < Limits.DIRECTORY_TRUST.toNanos();
    }
  }

  private final Map<Key, Remembered> directories = new LinkedHashMap<>(16, 0.75f, true);
  private int entries;

  /** What is known of a directory that is so now; empty where it has to be read. */
  synchronized Optional<KnownDirectory> get(Place place, FileStatus directory) {
    Key key = new Key(place.root(), place.path());
    Remembered found = directories.get(key);
    if (found == null) {
      return Optional.empty();
    }
    if (!found.is(directory)) {
      forget(key);
      return Optional.empty();
    }
    return Optional.of(found.known());
  }

  synchronized void put(Place place, FileStatus directory, KnownDirectory known) {
    Key key = new Key(place.root(), place.path());
    forget(key);
    directories.put(
        key,
        new Remembered(
            directory.device(), directory.inode(), directory.modified(), System.nanoTime(), known));
    entries += known.entries().size();
    Iterator<Remembered> eldest = directories.values().iterator();
    while (entries > Limits.MAX_REMEMBERED_ENTRIES) {
      entries -= eldest.next().known().entries().size();
      eldest.remove();
    }
  }

  private void forget(Key key) {
    Remembered before = directories.remove(key);
    if (before != null) {
      entries -= before.known().entries().size();
    }
  }
}
