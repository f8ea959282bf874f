package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What lies in aggregated files, remembered as long as a file stays as it is. Which format a file
 * has is seen from the file. Safe for use by many threads; a file is read by one of them while the
 * others wait for what it finds.
 */
final class NodeFiles {
  static final String CHECKSUM = "-checksum";
  private static final int LOCKS = 64;

  /** A file in one state; {@code end} is where its last complete upload ends, if that is told. */
  record Version(LogRoot root, long device, long inode, long size, Instant modified, long end) {
    static Version of(LogRoot root, FileStatus file, OptionalLong end) {
      return new Version(
          root, file.device(), file.inode(), file.size(), file.modified(), end.orElse(-1));
    }
  }

  private final SharedFiles files;
  private final Map<Version, NodeFile> cache = new LinkedHashMap<>(16, 0.75f, true);
  private final Object[] locks = new Object[LOCKS];
  private final Object indexLock = new Object();
  private long cachedBytes;

  NodeFiles(SharedFiles files) {
    this.files = files;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /**
   * What lies in a file.
   *
   * @param status of it, from a moment ago
   * @param checksum whether there is a file beside it that says where its last upload ended
   */
  NodeFile read(
      LogRoot root, String path, FileStatus status, String applicationId, boolean checksum)
      throws IOException {
    OptionalLong end = checksum ? end(root, path) : OptionalLong.empty();
    Version version = Version.of(root, status, end);
    NodeFile known = cached(version);
    if (known != null) {
      return known;
    }
    synchronized (locks[Math.floorMod(version.hashCode(), LOCKS)]) {
      known = cached(version);
      return known != null ? known : load(root, path, applicationId, end);
    }
  }

  private NodeFile load(LogRoot root, String path, String applicationId, OptionalLong end)
      throws IOException {
    try (SharedFiles.Lease file = files.open(root, path)) {
      NodeFile.Builder builder = new NodeFile.Builder(path, applicationId);
      NodeFile found;
      if (TFileFormat.matches(file)) {
        found = TFileFormat.read(file, path, file.status().modified(), builder);
      } else if (IndexedFormat.matches(file, path, applicationId)) {
        found = loadIndexed(root, file, path, applicationId, end);
      } else {
        found = builder.damaged(new DamagedFileException(path, 0, "is of no known format"));
      }
      keep(Version.of(root, file.status(), end), found);
      return found;
    }
  }

  /** An index may be large while it is read: one at a time. */
  private NodeFile loadIndexed(
      LogRoot root, SharedFiles.Lease file, String path, String applicationId, OptionalLong end)
      throws IOException {
    synchronized (indexLock) {
      NodeFile found =
          IndexedFormat.read(
              file,
              path,
              applicationId,
              end.orElse(file.size()),
              new NodeFile.Builder(path, applicationId));
      if (found.damage().isEmpty() || end.isPresent()) {
        return found;
      }
      // An upload may have begun since the directory was listed.
      OptionalLong late = end(root, path);
      return late.isEmpty()
          ? found
          : IndexedFormat.read(
              file,
              path,
              applicationId,
              late.getAsLong(),
              new NodeFile.Builder(path, applicationId));
    }
  }

  /** What the file beside an IFile says: a name's length, the name, where its last upload ended. */
  private OptionalLong end(LogRoot root, String path) throws IOException {
    String beside = path + CHECKSUM;
    try (SharedFiles.Lease file = files.open(root, beside);
        RangeInput in = new RangeInput(file, beside, 0, file.size())) {
      WireInput wire = new WireInput(in, beside);
      int length = wire.int32();
      if (length < 0 || length > Limits.MAX_AGGREGATED_NAME_BYTES) {
        return OptionalLong.empty();
      }
      wire.bytes(length);
      return OptionalLong.of(Math.max(0, wire.int64()));
    } catch (NoSuchFileException | DamagedFileException e) {
      return OptionalLong.empty(); // The upload has ended, or has not quite begun.
    }
  }

  private @Nullable NodeFile cached(Version version) {
    synchronized (cache) {
      return cache.get(version);
    }
  }

  private void keep(Version version, NodeFile found) {
    if (found.heapBytes() > Limits.MAX_AGGREGATED_CACHE_BYTES) {
      return;
    }
    synchronized (cache) {
      Optional.ofNullable(cache.put(version, found))
          .ifPresent(before -> cachedBytes -= before.heapBytes());
      cachedBytes += found.heapBytes();
      var oldest = cache.values().iterator();
      while (cachedBytes > Limits.MAX_AGGREGATED_CACHE_BYTES) {
        cachedBytes -= oldest.next().heapBytes();
        oldest.remove();
      }
    }
  }
}
