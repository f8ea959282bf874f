package io.millpond.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What can fail once a file is open; apart, so that a test can have a disk that is full. */
interface Storage {
  Storage DISK = new Storage() {};

  /** Writes some of the bytes, and answers how many. */
  default int write(FileChannel file, ByteBuffer bytes) throws IOException {
    return file.write(bytes);
  }

  /** Has what was written reach the disk. */
  default void force(FileChannel file) throws IOException {
    file.force(false);
  }
}
