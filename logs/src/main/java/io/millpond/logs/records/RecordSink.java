package io.millpond.logs.records;

import java.io.IOException;

/**
 * Takes the records that are wanted, in the order of their file: {@link #begin}, then {@link #part}
 * as often as the record is too long for the buffer, then {@link #end}.
 */
public interface RecordSink {
  /**
   * A record begins.
   *
   * @param bytes valid until the call returns
   * @param from of the record
   * @param to behind what is there of it, its newline included
   * @param head taken apart; empty spans for a line without a head
   * @param timeMillis when it was written, by its own word or that of the record before it
   * @param offset of its first byte in the file
   */
  void begin(byte[] bytes, int from, int to, Head head, long timeMillis, long offset)
      throws IOException;

  /** Further bytes of it. */
  void part(byte[] bytes, int from, int to) throws IOException;

  /** It is complete. */
  void end() throws IOException;
}
