package io.millpond.logs.follow;

import io.millpond.logs.FileStatus;
import io.millpond.logs.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An open file that a watcher shares with followers that catch up; closed by the last of them. */
final class OpenFile {
  private final LogFile file;
  private int users = 1;

  OpenFile(LogFile file) {
    this.file = file;
  }

  LogFile file() {
    return file;
  }

  long inode() {
    return file.status().inode();
  }

  /** Whether {@code named} tells of this very file. */
  boolean is(FileStatus named) {
    return file.sameFileAs(named);
  }

  /** How large the file is now. */
  long size() throws IOException {
    return file.channel().size();
  }

  synchronized OpenFile retain() {
    users++;
    return this;
  }

  synchronized void release() {
    if (--users == 0) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException("closing a file that was only read", e);
      }
    }
  }
}
