package io.millpond.clusters.kubernetes;

import io.millpond.logs.ByteSource;
import io.millpond.logs.FileStatus;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;

/** A CRI log in memory. */
final class HeapLog implements CriFile {
  private final Random random;
  private byte[] bytes;
  private long written;
  private long bytesRead;

  /**
   * @param random how much a read gives
   */
  HeapLog(byte[] bytes, Random random) {
    this.bytes = bytes;
    this.random = random;
  }

  void write(byte[] all) {
    bytes = all;
    written++;
  }

  /** How much has been read of it since this was asked last. */
  long bytesRead() {
    long read = bytesRead;
    bytesRead = 0;
    return read;
  }

  @Override
  public FileStatus status() {
    return new FileStatus(
        "0.log",
        FileStatus.Kind.REGULAR,
        bytes.length,
        Instant.EPOCH.plusNanos(written),
        0640,
        1,
        "me",
        "us",
        1,
        2);
  }

  @Override
  public FileStatus now() {
    return status();
  }

  @Override
  public boolean compressed() {
    return false;
  }

  @Override
  public ByteSource open() {
    return new ByteSource() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public int read(ByteBuffer target, long position) {
        int most = (int) Math.min(target.remaining(), bytes.length - position);
        if (most <= 0) {
          return -1;
        }
        int count = random.nextInt(4) == 0 ? 1 + random.nextInt(most) : most;
        target.put(bytes, (int) position, count);
        bytesRead += count;
        return count;
      }

      @Override
      public void close() {}
    };
  }
}
