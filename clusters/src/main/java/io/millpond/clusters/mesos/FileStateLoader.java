package io.millpond.clusters.mesos;

import io.millpond.clusters.mesos.StateUnavailableException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a saved state document. Called by one thread at a time. */
final class FileStateLoader implements StateLoader {
  /** What differs once a file has been written or replaced. */
  private record Version(FileTime modified, long size, @Nullable Object key) {}

  private final Path file;
  private final MesosState.Bounds bounds;
  private volatile @Nullable Version loaded;

  FileStateLoader(Path file, MesosState.Bounds bounds) {
    this.file = file;
    this.bounds = bounds;
  }

  @Override
  public MesosState load(Optional<MesosState> previous) throws StateUnavailableException {
    try {
      Version version = version();
      if (previous.isPresent() && version.equals(loaded)) {
        return previous.get();
      }
      try (InputStream json = Files.newInputStream(file)) {
        MesosState state = MesosState.read(json, bounds);
        loaded = version;
        return state;
      }
    } catch (StateUnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new StateUnavailableException(Reason.UNREACHABLE, "", e);
    }
  }

  private Version version() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new StateUnavailableException(Reason.MALFORMED); // A pipe would be waited on for ever.
    }
    return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }
}
