package io.millpond.clusters.kubernetes;

import io.millpond.logs.ByteSource;
import io.millpond.logs.DecompressedSource;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogFile;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import io.millpond.logs.TextSource;
import java.io.IOException;

/**
 * One log file of a container.
 *
 * @param path below the root
 * @param name what its name says
 * @param status as it was listed
 */
record PodLogFile(SharedFiles files, LogRoot root, String path, LogName name, FileStatus status)
    implements CriFile {

  @Override
  public FileStatus now() throws IOException {
    return root.status(path);
  }

  @Override
  public boolean compressed() {
    return name.compressed();
  }

  @Override
  public ByteSource open() throws IOException {
    if (compressed()) {
      ByteSource text = TextSource.open(root, path);
      LogFile file = text instanceof DecompressedSource decoded ? decoded.file() : (LogFile) text;
      return checked(text, file.status());
    }
    SharedFiles.Lease lease = files.open(root, path);
    if (isThis(lease.status())) {
      return lease;
    }
    // A path that is in great demand may be taken to name the old file for a millisecond.
    lease.close();
    LogFile file = root.open(path);
    return checked(file, file.status());
  }

  private ByteSource checked(ByteSource source, FileStatus found) throws IOException {
    if (!isThis(found)) {
      source.close();
      throw new MovedException();
    }
    return source;
  }

  private boolean isThis(FileStatus found) {
    return found.device() == status.device() && found.inode() == status.inode();
  }
}
