package io.millpond.exports.search;

import io.millpond.exports.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a run: the records found in one file or a part of it, rendered, in their order. Each is
 * one or several entries: its time, the length of the bytes that follow, of which the top bit says
 * that another entry goes on with it. No entry is in two extents.
 *
 * <p>For one thread.
 */
final class RunWriter {
  static final int HEAD_BYTES = Long.BYTES + Integer.BYTES;
  static final int GOES_ON = 1 << 31;

  private final Spill spill;
  private final List<Spill.Extent> extents = new ArrayList<>();
  private byte[] bytes = new byte[1024];
  private int length;

  /** Of the entry being written; -1 where there is none. */
  private int entry = -1;

  private long millis;

  RunWriter(Spill spill) {
    this.spill = spill;
  }

  /** Begins a record. */
  void begin(long timeMillis) {
    millis = timeMillis;
    entry = length;
    reserve(HEAD_BYTES);
    length += HEAD_BYTES;
  }

  void write(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  void write(byte[] source) {
    write(source, 0, source.length);
  }

  void write(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  /** What was written of the record may be put away; there is more of it. */
  void pause() throws IOException {
    if (length - entry > Limits.ENTRY_BYTES) {
      close(GOES_ON);
      begin(millis);
    }
  }

  /** The record is complete. */
  void end() throws IOException {
    close(0);
  }

  private void close(int flag) throws IOException {
    ByteBuffer.wrap(bytes).putLong(entry, millis);
    ByteBuffer.wrap(bytes).putInt(entry + Long.BYTES, (length - entry - HEAD_BYTES) | flag);
    entry = -1;
    if (length >= Limits.RUN_BUFFER_BYTES) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (length > 0) {
      extents.add(spill.write(bytes, length));
      length = 0;
    }
  }

  /** All that was written. */
  List<Spill.Extent> finish() throws IOException {
    flush();
    return List.copyOf(extents);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
