package io.millpond.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Holds on to the file that was opened, whatever happens to its name. */
interface FilePin extends Closeable {
  /** What the system says of it now. */
  FileStatus current() throws IOException;

  /** Another channel to the same file. */
  FileChannel open() throws IOException;

  @Override
  void close() throws IOException;
}
