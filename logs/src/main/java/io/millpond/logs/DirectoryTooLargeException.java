package io.millpond.logs;

import java.nio.file.FileSystemException;

/** The directory has more than {@link Limits#MAX_DIRECTORY_ENTRIES} files and is not listed. */
public final class DirectoryTooLargeException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  public DirectoryTooLargeException(String path) {
    super(path, null, "has more than " + Limits.MAX_DIRECTORY_ENTRIES + " entries");
  }
}
