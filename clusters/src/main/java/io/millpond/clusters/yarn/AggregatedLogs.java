package io.millpond.clusters.yarn;

import io.millpond.clusters.DirectorySearch;
import io.millpond.clusters.Limits;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.Together;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The aggregated logs below some remote log directories. Each node has a file, or several, with
 * what the containers of an application on it left behind.
 *
 * <p>A damaged file gives what is certain. Where that has nothing of a container that is asked for,
 * the damage is told instead of "there is nothing".
 */
final class AggregatedLogs implements Closeable {
  private final List<AggregatedDirectories> directories;
  private final SharedFiles files;
  private final NodeFiles nodeFiles;
  private final ParkedDecoders decoders = new ParkedDecoders();
  private final Upload.Opening opening;

  /** The roots are closed with this. */
  AggregatedLogs(List<LogRoot> roots, SharedFiles files) {
    this.directories = roots.stream().map(AggregatedDirectories::new).toList();
    this.files = files;
    this.nodeFiles = new NodeFiles(files, Limits.MAX_AGGREGATED_CACHE_BYTES);
    this.opening = new Upload.Opening(files, decoders);
  }

  /** An aggregated file. */
  private record Found(LogRoot root, String directory, FileStatus status, OptionalLong end) {
    String path() {
      return directory + "/" + status.name();
    }

    String nodeId() {
      return FileNames.nodeId(status.name());
    }
  }

  /**
   * The containers of an application that have files, and the nodes they ran on; without those in
   * files this process may not read.
   */
  Map<String, String> containers(String applicationId) throws IOException {
    Map<String, String> nodes = new TreeMap<>();
    try {
      for (Found found : find(applicationId, false)) {
        for (String containerId : readable(found, applicationId).containers().keySet()) {
          nodes.putIfAbsent(containerId, found.nodeId());
        }
      }
    } catch (AccessDeniedException e) {
      // Event logs may tell of them.
    }
    return nodes;
  }

  /** Throws where a file of an application may not be read. */
  void requireReadable(String applicationId) throws IOException {
    for (Found found : find(applicationId, false)) {
      NodeFile read = read(found, applicationId);
      if (read.damage().isPresent()) {
        throw read.damage().get();
      }
    }
  }

  /** Finds the applications that have directories. */
  void search(DirectorySearch search) throws IOException {
    for (AggregatedDirectories directory : directories) {
      directory.search(search);
    }
  }

  private NodeFile readable(Found found, String applicationId) throws IOException {
    try {
      return read(found, applicationId);
    } catch (AccessDeniedException e) {
      return NodeFile.NONE;
    }
  }

  /**
   * The files of a container, each once, by name.
   *
   * @param nodeId where it ran, if that is known: then the files of other nodes need not be read
   * @param anew whether a directory that was not there a moment ago is to be looked for again
   * @param wanted which names
   */
  Map<String, StoredFile> files(
      ContainerId container, String nodeId, boolean anew, Predicate<String> wanted)
      throws IOException {
    for (int look = 0; ; look++) {
      try {
        List<Found> all = find(container.applicationId(), false);
        if (all.isEmpty() && anew) {
          all = find(container.applicationId(), true);
        }
        List<Found> own = all.stream().filter(found -> found.nodeId().equals(nodeId)).toList();
        return files(container, own.isEmpty() ? all : own, wanted);
      } catch (NoSuchFileException e) {
        // One was replaced while it was read.
        if (look == Limits.MAX_MOVES) {
          throw e;
        }
      }
    }
  }

  private Map<String, StoredFile> files(
      ContainerId container, List<Found> nodes, Predicate<String> wanted) throws IOException {
    Map<String, List<Upload>> uploads = new TreeMap<>();
    Map<String, FileSystemException> damages = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Found found : nodes) {
      NodeFile node = NodeFile.NONE;
      try {
        node = read(found, container.applicationId());
      } catch (AccessDeniedException e) {
        damages.put(found.nodeId(), e);
      }
      node.damage().ifPresent(damage -> damages.put(found.nodeId(), damage));
      if (node.containers().containsKey(container.text())) {
        seen.add(found.nodeId());
      }
      for (AggregatedFile file : node.files(container.text())) {
        if (wanted.test(file.name())) {
          uploads
              .computeIfAbsent(file.name(), name -> new ArrayList<>())
              .add(new Upload(opening, found.root(), found.path(), found.status(), file));
        }
      }
    }
    if (uploads.isEmpty()) {
      requireUndamaged(damages, seen);
    }
    Map<String, StoredFile> result = new TreeMap<>();
    for (Map.Entry<String, List<Upload>> entry : uploads.entrySet()) {
      result.put(entry.getKey(), Uploads.merge(entry.getValue()));
    }
    return result;
  }

  /** A container runs on one node: where it is known which, the others' damages do not matter. */
  private static void requireUndamaged(Map<String, FileSystemException> damages, Set<String> nodes)
      throws FileSystemException {
    for (Map.Entry<String, FileSystemException> damage : damages.entrySet()) {
      if (nodes.isEmpty() || nodes.contains(damage.getKey())) {
        throw damage.getValue();
      }
    }
  }

  /** Decoders that wait for the next reader. */
  ParkedDecoders decoders() {
    return decoders;
  }

  /** Whether files of an application are on their way here. */
  boolean isUploading(String applicationId) throws IOException {
    Instant recent = Instant.now().minus(Limits.AGGREGATED_UPLOAD_RECENT);
    for (AggregatedDirectories directory : directories) {
      for (String path : directory.of(applicationId, true)) {
        for (FileStatus status : list(directory.root(), path)) {
          boolean onItsWay = status.name().endsWith(".tmp") || Checksums.isOne(status.name());
          if (onItsWay && status.modified().isAfter(recent)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private List<Found> find(String applicationId, boolean anew) throws IOException {
    List<Found> found = new ArrayList<>();
    for (AggregatedDirectories directory : directories) {
      LogRoot root = directory.root();
      for (String path : directory.of(applicationId, anew)) {
        List<FileStatus> listed = list(root, path);
        Map<String, Long> ends = Checksums.read(files, root, path, listed);
        for (FileStatus status : listed) {
          if (status.isRegular() && status.size() > 0 && FileNames.isNodeFile(status.name())) {
            found.add(new Found(root, path, status, end(ends, status.name())));
          }
        }
      }
    }
    return found;
  }

  private static List<FileStatus> list(LogRoot root, String path) throws IOException {
    try {
      return root.list(path);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  private static OptionalLong end(Map<String, Long> ends, String name) {
    Long end = ends.get(name);
    return end == null ? OptionalLong.empty() : OptionalLong.of(end);
  }

  private NodeFile read(Found found, String applicationId) throws IOException {
    try {
      NodeFile read = read(found, applicationId, found.end());
      if (read.damage().isPresent() && found.end().isEmpty()) {
        // Perhaps an upload has begun since the directory was listed.
        List<FileStatus> listed = list(found.root(), found.directory());
        OptionalLong end =
            end(
                Checksums.read(files, found.root(), found.directory(), listed),
                found.status().name());
        return end.isEmpty() ? read : read(found, applicationId, end);
      }
      return read;
    } catch (NoSuchFileException e) {
      return NodeFile.NONE;
    }
  }

  private NodeFile read(Found found, String applicationId, OptionalLong end) throws IOException {
    try {
      return nodeFiles.read(found.root(), found.path(), found.status(), applicationId, end);
    } catch (DamagedFileException e) {
      return new NodeFile(Map.of(), Optional.of(e), 0);
    }
  }

  @Override
  public void close() throws IOException {
    try (decoders) {
      Together.close(directories.stream().map(AggregatedDirectories::root).toList());
    }
  }
}
