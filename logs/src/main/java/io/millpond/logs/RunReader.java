package io.millpond.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The lines of a window as stretches of bytes, each line with its newline: what an answer in plain
 * text sends. Stretches end where a read buffer ends, which may be anywhere in a line.
 */
public interface RunReader extends Closeable {
  /** Goes to the next stretch, if there is one. */
  boolean next() throws IOException;

  /** The stretch, straight from the read buffer; valid until the next call of {@link #next}. */
  ByteBuffer bytes();

  /** Whether the last stretch ended with a newline; true where there was none. */
  boolean endsWithNewline();

  /** Whether the file was found shorter than it was when it was opened. */
  boolean isCutShort();

  @Override
  void close();
}
