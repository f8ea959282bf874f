package io.millpond.logs;

import java.nio.file.FileSystemException;

/**
 * A compressed file is cut off, corrupt, or larger as text than {@link Limits} allow. What comes
 * before the damage has been read.
 */
public final class DamagedFileException extends FileSystemException {
  private static final long serialVersionUID = 1L;
  private final long certainBytes;

  public DamagedFileException(String path, long certainBytes, String reason) {
    super(path, null, reason);
    this.certainBytes = certainBytes;
  }

  /** How many bytes of text can be read before the damage. */
  public long certainBytes() {
    return certainBytes;
  }
}
