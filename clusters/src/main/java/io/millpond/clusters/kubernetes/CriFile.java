package io.millpond.clusters.kubernetes;

import io.millpond.logs.ByteSource;
import io.millpond.logs.FileStatus;
import java.io.IOException;

/** A CRI log file that was found in a directory. */
interface CriFile {
  /** As it was when it was found. */
  FileStatus status();

  /** As it is now; another file where it was renamed since. */
  FileStatus now() throws IOException;

  /** Whether it is complete and its text has to be decompressed. */
  boolean compressed();

  /**
   * Opens its text.
   *
   * @throws MovedException where another file is found under its name
   */
  ByteSource open() throws IOException;

  /** The directory has changed since it was listed: look again. */
  final class MovedException extends IOException {
    private static final long serialVersionUID = 1L;

    MovedException() {
      super("the log files were renamed");
    }
  }
}
