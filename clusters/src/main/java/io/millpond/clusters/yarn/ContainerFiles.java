package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.Together;
import io.millpond.logs.Content;
import io.millpond.logs.DamagedFileException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The files of containers, on this node or aggregated.
 *
 * <p>When an application has ended, and while it runs if it was told to, a NodeManager moves files
 * from its own directories into an aggregated file. A file that is still in its directory is taken
 * from there. The directories are looked through first and the aggregated files second, so that one
 * that is moved meanwhile is seen twice rather than not at all; one that has gone when it is opened
 * is looked for anew. Between deletion here and renaming there a file may be in neither place for a
 * moment, which shows by an upload that is going on: then the answer waits a little.
 */
final class ContainerFiles implements Closeable {
  private final LocalLogs local;
  private final AggregatedLogs aggregated;

  /** Both are closed with this. */
  ContainerFiles(LocalLogs local, AggregatedLogs aggregated) {
    this.local = local;
    this.aggregated = aggregated;
  }

  LocalLogs local() {
    return local;
  }

  AggregatedLogs aggregated() {
    return aggregated;
  }

  /** The files of a container, sorted by name. */
  List<StoredFile> files(ContainerId container, String nodeId) throws IOException {
    return FileNames.sorted(
        awaited(container, () -> union(container, nodeId)).values().stream()
            .map(file -> moving(container, nodeId, file))
            .toList());
  }

  private Map<String, StoredFile> union(ContainerId container, String nodeId) throws IOException {
    Map<String, StoredFile> here;
    try {
      here = local.files(directory(container));
    } catch (AccessDeniedException e) {
      Map<String, StoredFile> there = aggregated.files(container, nodeId, true, name -> true);
      if (there.isEmpty()) {
        throw e;
      }
      return there;
    }
    Map<String, StoredFile> all = aggregated(container, nodeId, here);
    all.putAll(here);
    return all;
  }

  /** An aggregate that cannot be read takes nothing from who has the files here. */
  private Map<String, StoredFile> aggregated(
      ContainerId container, String nodeId, Map<String, StoredFile> here) throws IOException {
    try {
      return aggregated.files(container, nodeId, here.isEmpty(), name -> !here.containsKey(name));
    } catch (DamagedFileException | AccessDeniedException e) {
      if (here.isEmpty()) {
        throw e;
      }
      return new TreeMap<>();
    }
  }

  /** One file of a container. */
  Optional<StoredFile> file(ContainerId container, String nodeId, String name) throws IOException {
    return find(container, nodeId, name).map(file -> moving(container, nodeId, file));
  }

  private Optional<StoredFile> find(ContainerId container, String nodeId, String name)
      throws IOException {
    return Optional.ofNullable(awaited(container, () -> one(container, nodeId, name)).get(name));
  }

  private Map<String, StoredFile> one(ContainerId container, String nodeId, String name)
      throws IOException {
    Optional<StoredFile> here;
    try {
      here = local.file(directory(container), name);
    } catch (AccessDeniedException e) {
      Map<String, StoredFile> there = aggregated.files(container, nodeId, true, name::equals);
      if (there.isEmpty()) {
        throw e;
      }
      return there;
    }
    return here.isPresent()
        ? Map.of(name, here.get())
        : aggregated.files(container, nodeId, true, name::equals);
  }

  private static String directory(ContainerId container) {
    return container.applicationId() + "/" + container.text();
  }

  private interface Look {
    Map<String, StoredFile> now() throws IOException;
  }

  /**
   * Looks again for a while, where nothing is found and an upload is going on. There is a look
   * after it was seen that none is: one that has just ended has left something.
   */
  private Map<String, StoredFile> awaited(ContainerId container, Look look) throws IOException {
    long until = System.nanoTime() + Limits.AGGREGATED_UPLOAD_WAIT.toNanos();
    Map<String, StoredFile> found = look.now();
    boolean more = true;
    while (found.isEmpty() && more) {
      more = aggregated.isUploading(container.applicationId()) && System.nanoTime() - until < 0;
      if (more) {
        pause();
      }
      found = look.now();
    }
    return found;
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(Limits.AGGREGATED_UPLOAD_LOOK.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private StoredFile moving(ContainerId container, String nodeId, StoredFile file) {
    return new Moving(container, nodeId, file);
  }

  /** A file that may be elsewhere when it is opened. */
  private final class Moving implements StoredFile {
    private final ContainerId container;
    private final String nodeId;
    private final StoredFile seen;

    Moving(ContainerId container, String nodeId, StoredFile seen) {
      this.container = container;
      this.nodeId = nodeId;
      this.seen = seen;
    }

    @Override
    public String name() {
      return seen.name();
    }

    @Override
    public long length() {
      return seen.length();
    }

    @Override
    public Instant lastModified() {
      return seen.lastModified();
    }

    @Override
    public Optional<Instant> created() {
      return seen.created();
    }

    @Override
    public Content open() throws IOException {
      StoredFile current = seen;
      for (int look = 0; ; look++) {
        try {
          return current.open();
        } catch (NoSuchFileException gone) {
          Optional<StoredFile> again = find(container, nodeId, name());
          if (look == Limits.MAX_MOVES || again.isEmpty()) {
            throw gone;
          }
          current = again.get();
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    Together.close(List.of(local, aggregated));
  }
}
