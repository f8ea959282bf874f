package io.millpond.clusters.yarn;

import io.millpond.clusters.StoredFile;
import io.millpond.logs.Content;
import io.millpond.logs.DamagedFileException;
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
record Upload(Opening opening, LogRoot root, String path, FileStatus listed, AggregatedFile file)
    implements StoredFile {
  /** What it takes to open a file. */
  record Opening(SharedFiles files, ParkedDecoders decoders) {}

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
    if (!file.extent().isInOnePiece(length())) {
      return decoded();
    }
    SharedFiles.Lease lease = lease();
    if (file.extent().offset() > lease.size() - length()) {
      lease.close();
      throw new DamagedFileException(path, 0, "names bytes it does not have");
    }
    return new Content.InFile(lease, file.extent().offset(), length());
  }

  /**
   * Opens the aggregated file.
   *
   * @throws NoSuchFileException where it is another one by now, in which the bytes lie elsewhere
   */
  private SharedFiles.Lease lease() throws IOException {
    SharedFiles.Lease lease = opening.files().open(root, path);
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
    return new DecodedFile(opening.decoders(), lease(), path, file.extent(), length());
  }

  /** Reads the beginning. */
  byte[] first(int count) throws IOException {
    try (SharedFiles.Lease lease = lease();
        InputStream in = file.extent().begin(lease, path)) {
      return in.readNBytes(count);
    }
  }
}
