package io.millpond.exports.search;

import io.millpond.exports.Room;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that holds what was found until it is put in order. It has no name from the beginning, so
 * nothing is left of it, however the process ends. Safe for use by many threads.
 */
final class Spill implements Closeable {
  private final FileChannel channel;
  private final Room.Share room;
  private final AtomicLong end = new AtomicLong();

  private Spill(FileChannel channel, Room.Share room) {
    this.channel = channel;
    this.room = room;
  }

  /**
   * @param file made, and without a name by the time this returns
   */
  static Spill at(Path file, Room.Share room) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      Files.delete(file);
      return new Spill(channel, room);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** How many bytes were written. */
  long size() {
    return end.get();
  }

  /** Writes bytes and says where they are. */
  Extent write(byte[] bytes, int length) throws SpillException {
    long at = end.getAndAdd(length);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    try {
      room.take(length, at + length);
      while (buffer.hasRemaining()) {
        channel.write(buffer, at + buffer.position());
      }
    } catch (IOException e) {
      throw new SpillException(e);
    }
    return new Extent(at, length);
  }

  void read(ByteBuffer target, long position) throws IOException {
    int from = target.position();
    while (target.hasRemaining()) {
      if (channel.read(target, position + target.position() - from) < 0) {
        throw new IOException("what was spilt is gone");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** A part of the file. */
  record Extent(long offset, int length) {}
}
