package io.millpond.logs;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a log, opened: as they lie in a file, or to be had by decoding or putting together.
 * Its length is taken when it is opened; growth is the next reader's business.
 */
public sealed interface Content extends Closeable {
  /** How many bytes there are. */
  long length();

  @Override
  void close() throws IOException;

  /**
   * Bytes that lie in a file as they are.
   *
   * @param file given back by closing this
   * @param offset of the first byte in the file
   */
  record InFile(SharedFiles.Lease file, long offset, long length) implements Content {
    /** The whole file. */
    public static InFile whole(SharedFiles.Lease file) {
      return new InFile(file, 0, file.size());
    }

    @Override
    public void close() {
      file.close();
    }
  }

  /** Bytes that are decoded as they are read. For one thread at a time. */
  non-sealed interface Decoded extends Content {
    /**
     * The bytes from {@code offset} on, to the end. To be closed before the next is asked for. A
     * read that meets damage throws {@link DamagedFileException} after all bytes before it.
     *
     * @param offset 0 to {@link #length}
     */
    InputStream from(long offset) throws IOException;
  }
}
