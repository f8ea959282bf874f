package io.millpond.clusters.yarn;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;

/**
 * A file as it was uploaded once.
 *
 * @param path of the aggregated file below the root
 * @param listed the aggregated file as it was when it was read
 */
record Upload(SharedFiles files, LogRoot root, String path, FileStatus listed, AggregatedFile file)
    implements StoredFile {
  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public Instant lastModified() {
    return file.lastModified();
  }

  @Override
  public Content open() throws IOException {
    return file.extent().open(lease(), path, file.length());
  }

  /**
   * Opens the aggregated file.
   *
   * @throws NoSuchFileException where it is another one by now, in which the bytes lie elsewhere
   */
  private SharedFiles.Lease lease() throws IOException {
    SharedFiles.Lease lease = files.open(root, path);
    FileStatus now = lease.status();
    if (now.inode() != listed.inode()
        || now.device() != listed.device()
        || now.size() < listed.size()) {
      lease.close();
      throw new NoSuchFileException(path);
    }
    return lease;
  }

  /** The same as it has to be where it is put together with others. */
  Content.Decoded decoded() throws IOException {
    SharedFiles.Lease lease = lease();
    return new DecodedFile(lease, path, length(), () -> file.extent().begin(lease, path));
  }

  /** Reads the beginning. */
  byte[] first(int count) throws IOException {
    try (Content.Decoded content = decoded();
        InputStream in = content.from(0)) {
      return in.readNBytes(count);
    }
  }
}
