package io.millpond.clusters;

import io.millpond.logs.Content;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** A file that lies below a root as it is. */
public final class LocalFile implements StoredFile {
  private final String name;
  private final FileStatus status;
  private final Opening opening;

  /** How such a file is opened. */
  @FunctionalInterface
  public interface Opening {
    /** Opens it, wherever it is by now. */
    SharedFiles.Lease open() throws IOException;
  }

  /**
   * @param name what it is called
   * @param status as its root told of it
   */
  public LocalFile(String name, FileStatus status, Opening opening) {
    this.name = name;
    this.status = status;
    this.opening = opening;
  }

  /**
   * @param path below the root
   * @param name what it is called
   * @param status as the root told of it
   */
  public LocalFile(SharedFiles files, LogRoot root, String path, String name, FileStatus status) {
    this(name, status, () -> files.open(root, path));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long length() {
    return status.size();
  }

  @Override
  public Instant lastModified() {
    return status.modified();
  }

  @Override
  public Optional<Instant> created() {
    return status.created();
  }

  @Override
  public Content open() throws IOException {
    return Content.InFile.whole(opening.open());
  }
}
