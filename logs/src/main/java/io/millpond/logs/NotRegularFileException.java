package io.millpond.logs;

import java.nio.file.FileSystemException;

/** The path names something that is no regular file: a directory, a device, a pipe, a socket. */
public final class NotRegularFileException extends FileSystemException {
  private static final long serialVersionUID = 1L;
  private final FileStatus.Kind kind;

  public NotRegularFileException(String path, FileStatus.Kind kind) {
    super(path, null, "is no regular file");
    this.kind = kind;
  }

  public FileStatus.Kind kind() {
    return kind;
  }
}
