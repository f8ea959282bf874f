package io.millpond.logs;

/** Where in a file a {@link LineWindow} hangs. */
public sealed interface Position {
  /** The first byte. */
  Position BEGIN = new Offset(0);

  /** Behind the last byte there was when the file was opened. */
  Position END = new End();

  /** A byte offset; the middle of a line and places behind the end are allowed. */
  static Position at(long offset) {
    return new Offset(offset);
  }

  /**
   * A byte offset.
   *
   * @param bytes from the beginning of the file, 0 or more
   */
  record Offset(long bytes) implements Position {
    public Offset {
      if (bytes < 0) {
        throw new IllegalArgumentException("negative offset " + bytes);
      }
    }
  }

  /** See {@link #END}. */
  record End() implements Position {}
}
