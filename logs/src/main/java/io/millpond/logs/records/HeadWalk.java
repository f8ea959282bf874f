package io.millpond.logs.records;

import io.millpond.logs.ByteSource;
import io.millpond.logs.Limits;
import io.millpond.logs.Swar;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Goes from head to head through a file, from anywhere on, and tells their times. */
final class HeadWalk {
  private final ByteSource source;
  private final FileFormats formats;
  private final byte[] bytes;
  private final int most;

  /** How much is read at once now; a line that is longer has it grow. */
  private int capacity;

  private final Head head = new Head();

  /** The file's offset of {@code bytes[0]}. */
  private long base;

  private int line;
  private int high;
  private boolean ended;
  private @Nullable IOException failure;
  private boolean inLine;
  private long offset;
  private long millis;

  HeadWalk(ScanBuffers buffers, ByteSource source, FileFormats formats) {
    this.source = source;
    this.formats = formats;
    this.bytes = buffers.bytes;
    this.most = Math.min(buffers.newlines.length, Limits.SEARCH_BLOCK_BYTES);
    this.capacity = most;
  }

  /** Goes on with the first line that begins at or behind {@code from}, for many heads. */
  void start(long from) {
    start(from, most);
  }

  /** The same for one head: little is read at once until that is found. */
  void probe(long from) {
    start(from, Math.min(most, Limits.PROBE_BYTES));
  }

  private void start(long from, int readBytes) {
    capacity = readBytes;
    base = Math.max(from - 1, 0);
    inLine = from > 0;
    line = 0;
    high = 0;
    ended = false;
    failure = null;
  }

  /** Goes to the next head that begins before {@code to}; false where there is none. */
  boolean next(long to) throws IOException {
    while (base + line < to) {
      int newline = Swar.indexOf(bytes, line, high, (byte) '\n');
      if (newline < 0 && !ended && (line > 0 || high < most)) {
        capacity = line > 0 || high < capacity ? capacity : most;
        fill(to);
        continue;
      }
      if (newline < 0 && ended && line == high) {
        if (failure != null) {
          throw failure;
        }
        return false;
      }
      // Without a newline it is the file's last line, or one that is longer than the buffer.
      int end = newline < 0 ? high : newline;
      boolean found = !inLine && isHead(line, end);
      offset = base + line;
      inLine = newline < 0;
      line = inLine ? high : newline + 1;
      if (found) {
        return true;
      }
    }
    return false;
  }

  /** Reads more, of what is behind {@code to} no more than a little. */
  private void fill(long to) {
    System.arraycopy(bytes, line, bytes, 0, high - line);
    base += line;
    high -= line;
    line = 0;
    long wanted = Math.max(Math.min(to - base, capacity), high) + Limits.PROBE_BYTES;
    int limit = (int) Math.min(capacity, wanted);
    ByteBuffer room = ByteBuffer.wrap(bytes, high, limit - high);
    int read = 0;
    try {
      while (room.hasRemaining() && read >= 0) {
        read = source.read(room, base + room.position());
      }
    } catch (IOException e) {
      failure = e;
      read = -1;
    }
    high = room.position();
    ended = read < 0;
  }

  private boolean isHead(int from, int to) {
    RecordFormat format = formats.of(bytes, from, to, head);
    if (format == null) {
      return false;
    }
    millis = format.timeMillis(bytes, from, to, head);
    return millis != Head.NO_TIME;
  }

  /** Where the head begins. */
  long offset() {
    return offset;
  }

  /** What time it tells, in milliseconds since 1970. */
  long millis() {
    return millis;
  }
}
