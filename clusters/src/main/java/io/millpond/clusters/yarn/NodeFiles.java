package io.millpond.clusters.yarn;

import io.millpond.logs.DamagedFileException;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies in aggregated files, remembered as long as a file stays as it is. Which format a file
 * has is seen from the file. Safe for use by many threads; a file is read by one of them while the
 * others wait for what it finds.
 */
final class NodeFiles {
  /** A file in one state; {@code end} is where its last complete upload ends, if that is told. */
  record Version(LogRoot root, long device, long inode, long size, Instant modified, long end) {
    static Version of(LogRoot root, FileStatus file, OptionalLong end) {
      return new Version(
          root, file.device(), file.inode(), file.size(), file.modified(), end.orElse(-1));
    }
  }

  private final SharedFiles files;
  private final long maxCachedBytes;
  private final Map<Version, NodeFile> cache = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Version, Object> loading = new ConcurrentHashMap<>();
  private final Object indexLock = new Object();
  private long cachedBytes;

  /** Remembers no more than takes so much of the heap. */
  NodeFiles(SharedFiles files, long maxCachedBytes) {
    this.files = files;
    this.maxCachedBytes = maxCachedBytes;
  }

  /**
   * What lies in a file.
   *
   * @param status of it, from a moment ago
   * @param end of its last complete upload, where that is told
   */
  NodeFile read(
      LogRoot root, String path, FileStatus status, String applicationId, OptionalLong end)
      throws IOException {
    Version version = Version.of(root, status, end);
    NodeFile known = cached(version);
    if (known != null) {
      return known;
    }
    synchronized (loading.computeIfAbsent(version, one -> new Object())) {
      try {
        known = cached(version);
        return known != null ? known : load(root, path, applicationId, end);
      } finally {
        loading.remove(version);
      }
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
        found = loadIndexed(file, path, applicationId, end.orElse(file.size()), builder);
      } else {
        found = builder.damaged(new DamagedFileException(path, 0, "is of no known format"));
      }
      keep(Version.of(root, file.status(), end), found);
      return found;
    }
  }

  /** An index may be large while it is read: one at a time. */
  private NodeFile loadIndexed(
      SharedFiles.Lease file, String path, String applicationId, long end, NodeFile.Builder builder)
      throws IOException {
    synchronized (indexLock) {
      return IndexedFormat.read(file, path, applicationId, end, builder);
    }
  }

  private @Nullable NodeFile cached(Version version) {
    synchronized (cache) {
      return cache.get(version);
    }
  }

  private void keep(Version version, NodeFile found) {
    synchronized (cache) {
      Optional.ofNullable(cache.put(version, found))
          .ifPresent(before -> cachedBytes -= before.heapBytes());
      cachedBytes += found.heapBytes();
      var oldest = cache.values().iterator();
      while (cachedBytes > maxCachedBytes) {
        cachedBytes -= oldest.next().heapBytes();
        oldest.remove();
      }
    }
  }
}
