package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.logs.DamagedFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lies in an aggregated file.
 *
 * @param containers the files of each container, as often as they were uploaded, in the order of
 *     the aggregated file
 * @param damage why there may be more than that
 * @param heapBytes what this takes of the heap, roughly
 */
record NodeFile(
    Map<String, List<AggregatedFile>> containers,
    Optional<DamagedFileException> damage,
    long heapBytes) {
  /** Nothing, and nothing damaged. */
  static final NodeFile NONE = new NodeFile(Map.of(), Optional.empty(), 0);

  List<AggregatedFile> files(String containerId) {
    return containers.getOrDefault(containerId, List.of());
  }

  /** Gathers files; those that nobody may ask for are left out. */
  static final class Builder {
    private static final long FILE_HEAP_BYTES = 200;
    private static final long CONTAINER_HEAP_BYTES = 300;
    private static final long DAMAGE_HEAP_BYTES = 4096;

    private final String path;
    private final String applicationId;
    private final Map<String, List<AggregatedFile>> containers = new HashMap<>();
    private long heapBytes = CONTAINER_HEAP_BYTES;

    /**
     * @param path of the aggregated file, for errors
     * @param applicationId whose containers are looked for; others have no business there
     */
    Builder(String path, String applicationId) {
      this.path = path;
      this.applicationId = applicationId;
    }

    /** Whether files of that container are to be added. */
    boolean wants(String containerId) {
      return ContainerId.parse(containerId, applicationId).isPresent();
    }

    void add(String containerId, AggregatedFile file) throws DamagedFileException {
      if (!wants(containerId)) {
        return;
      }
      List<AggregatedFile> those = container(containerId);
      if (FileNames.isShown(file.name())) {
        take(FILE_HEAP_BYTES + 2L * file.name().length());
        those.add(file);
      }
    }

    /** Notes a container, should it have no files. */
    private List<AggregatedFile> container(String containerId) throws DamagedFileException {
      List<AggregatedFile> known = containers.get(containerId);
      if (known != null) {
        return known;
      }
      take(CONTAINER_HEAP_BYTES);
      List<AggregatedFile> fresh = new ArrayList<>(4);
      containers.put(containerId, fresh);
      return fresh;
    }

    private void take(long bytes) throws DamagedFileException {
      if (heapBytes + bytes > Limits.MAX_NODE_FILE_HEAP_BYTES) {
        throw new DamagedFileException(path, 0, "has too many files");
      }
      heapBytes += bytes;
    }

    NodeFile whole() {
      return new NodeFile(containers, Optional.empty(), heapBytes);
    }

    NodeFile damaged(DamagedFileException damage) {
      return new NodeFile(containers, Optional.of(damage), heapBytes + DAMAGE_HEAP_BYTES);
    }
  }
}
