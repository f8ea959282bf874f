package io.millpond.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A regular file opened through a {@link LogRoot}. */
public final class LogFile implements ByteSource {
  private final FileChannel channel;
  private final FileStatus status;

  LogFile(FileChannel channel, FileStatus status) {
    this.channel = channel;
    this.status = status;
  }

  /** The file as it was when it was opened. */
  public FileStatus status() {
    return status;
  }

  /** For readers that map or transfer the file; closed with this. */
  public FileChannel channel() {
    return channel;
  }

  @Override
  public long size() {
    return status.size();
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return channel.read(target, position);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
