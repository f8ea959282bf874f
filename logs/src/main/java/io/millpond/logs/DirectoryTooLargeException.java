package io.millpond.logs;

import java.nio.file.FileSystemException;

/** The directory has more entries than are listed, and no part of them is passed off as all. */
public final class DirectoryTooLargeException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  public DirectoryTooLargeException(String path, int most) {
    super(path, null, "has more than " + most + " entries");
  }
}
