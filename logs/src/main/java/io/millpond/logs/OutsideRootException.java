package io.millpond.logs;

import java.nio.file.FileSystemException;

/** The path leads, by name or by a link, out of its {@link LogRoot}. */
public final class OutsideRootException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  public OutsideRootException(String path) {
    super(path, null, "leads outside the log root");
  }
}
