package io.millpond.logs.records;

import io.millpond.logs.ByteSource;
import io.millpond.logs.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a part of a text log record by record, and hands on those that are wanted.
 *
 * <p>The bytes are read into one private buffer. For each buffer all newlines are found first, in
 * one sweep, then each line's beginning is held against the formats of the file, and a head's level
 * against the filter: that is all that happens to most records. Only what is left is taken apart. A
 * record that may be wanted stays in the buffer until its end is known; one that is longer than the
 * buffer is handed on in parts, judged by as many of its lines as the buffer holds.
 *
 * <p>A part of a file begins at its first head and ends at the first head behind it. So the parts
 * of a file, put together, are the file: each record belongs to one of them, and the lines before
 * the first head to the first part.
 *
 * <p>For one thread and one scan.
 */
public final class RecordScan {
  private final ByteSource source;
  private final FileFormats formats;
  private final Judge judge;
  private final RecordSink sink;
  private final long stop;

  private final byte[] bytes;
  private final int capacity;
  private final int[] newlines;
  private final Newlines finder;
  private final Head head = new Head();

  /** The file's offset of {@code bytes[0]}. */
  private long base;

  private int high;

  /** Whether no head was met yet, in a part that is not the file's first. */
  private boolean seeking;

  private boolean done;

  /** The last head's format; null before the first. */
  private @Nullable RecordFormat owner;

  private Open open = Open.NONE;

  /** Of a candidate, where it begins and where its first line ends. */
  private int openFrom;

  private int openTo;

  /** Of a record that was begun, up to where it was handed on. */
  private int handedTo;

  /** When loose lines are taken to have been written; the last head's time, once that is known. */
  private long lastMillis;

  /** The last head, while its time is not known; -1 where it is. */
  private int lastFrom = -1;

  private int lastTo;

  private @Nullable IOException failure;
  private long firstOffset;
  private long endOffset;
  private long records;
  private long matched;

  /** What is known of the record that the scan is in. */
  private enum Open {
    /** It is not wanted, or there is none. */
    NONE,
    /** Its head may be wanted. */
    CANDIDATE,
    /** It is wanted, and its beginning was handed on. */
    BEGUN
  }

  /**
   * @param buffers to work in; nobody else's meanwhile
   * @param part of the file to scan
   * @param looseMillis when lines before the first head are taken to have been written
   */
  public RecordScan(
      ScanBuffers buffers,
      ByteSource source,
      FileFormats formats,
      RecordFilter filter,
      FilePart part,
      long looseMillis,
      RecordSink sink) {
    this.source = source;
    this.formats = formats;
    this.judge = new Judge(filter);
    this.sink = sink;
    this.bytes = buffers.bytes;
    this.newlines = buffers.newlines;
    this.capacity = newlines.length;
    this.finder = buffers.finder;
    this.stop = part.to();
    this.seeking = part.from() > 0;
    // The newline before the first byte tells that it begins a line.
    this.base = Math.max(part.from() - 1, 0);
    this.lastMillis = looseMillis;
  }

  /**
   * Scans to the end of the part. Called once.
   *
   * @throws IOException of the sink, or of the source: then all that lies before it was handed on
   */
  public ScanCounts run() throws IOException {
    scan();
    if (!done) {
      endOffset = base + high;
      close(high);
    }
    if (failure != null) {
      throw failure;
    }
    return counts();
  }

  /** What was looked at so far. */
  public ScanCounts counts() {
    return new ScanCounts(seeking ? 0 : endOffset - firstOffset, records, matched);
  }

  private void scan() throws IOException {
    boolean inLine = seeking;
    boolean more = true;
    int line = 0;
    while (more && !done) {
      int scanned = high;
      more = fill();
      int count = finder.find(bytes, scanned, high, newlines);
      int i = 0;
      if (inLine) {
        // The rest of a line that was begun before, or is another part's.
        line = count > 0 ? newlines[i++] + 1 : high;
        inLine = count == 0;
        // The next line begins behind the part.
        done = inLine && seeking && base + high >= stop;
      }
      for (; i < count && !done; i++) {
        int newline = newlines[i];
        line(line, newline);
        line = newline + 1;
      }
      if (!done && !inLine && line < high && (!more || (line == 0 && high == capacity))) {
        // A last line without a newline, or one that is longer than the buffer.
        line(line, high);
        inLine = true;
        line = high;
      }
      line -= done || !more ? 0 : makeRoom(line);
    }
  }

  /**
   * Reads until the buffer is full, or has a little of what is behind the part: no more of that
   * than one reading gives. False at the end of the file, or of what can be read.
   */
  private boolean fill() {
    long wanted = Math.max(Math.min(stop - base, capacity), high) + Limits.PROBE_BYTES;
    int limit = (int) Math.min(capacity, wanted);
    ByteBuffer room = ByteBuffer.wrap(bytes, high, limit - high);
    int read = 0;
    try {
      do {
        read = source.read(room, base + room.position());
      } while (room.hasRemaining() && read >= 0 && base + room.position() <= stop);
    } catch (IOException e) {
      // Told when all that lies before it was handed on.
      failure = e;
      read = -1;
    }
    high = room.position();
    return read >= 0;
  }

  private void line(int from, int to) throws IOException {
    RecordFormat primary = formats.primary();
    long level = primary.head(bytes, from, to);
    if (level != RecordFormat.NO_HEAD) {
      head(primary, level, from, to);
      return;
    }
    RecordFormat other =
        from < to && formats.mayBeOther(bytes[from])
            ? formats.otherOf(bytes, from, to, head)
            : null;
    if (other == null) {
      plain(from, to);
    } else {
      head(other, other.head(bytes, from, to), from, to);
    }
  }

  private void head(RecordFormat format, long level, int from, int to) throws IOException {
    close(from);
    if (base + from >= stop) {
      done = true;
      endOffset = base + from;
      return;
    }
    if (seeking) {
      seeking = false;
      firstOffset = base + from;
    }
    records++;
    owner = format;
    lastFrom = from;
    lastTo = to;
    if (judge.mayWant(bytes, level)) {
      open = Open.CANDIDATE;
      openFrom = from;
      openTo = to;
    }
  }

  /** A line that is no head: one more of the open record, or a record of its own. */
  private void plain(int from, int to) throws IOException {
    if (seeking) {
      done = base + from >= stop;
      return;
    }
    if (owner != null && owner.ownsFollowingLines()) {
      return;
    }
    close(from);
    records++;
    if (judge.asksForParts()) {
      return;
    }
    long millis = lastMillis();
    head.clear();
    head.message().set(from, to);
    if (judge.isInWindow(millis) && judge.wantsMessage(bytes, head, to)) {
      begin(from, Math.min(to + 1, high), millis);
    }
  }

  private void begin(int from, int to, long millis) throws IOException {
    matched++;
    sink.begin(bytes, from, to, head, millis, base + from);
    open = Open.BEGUN;
    handedTo = to;
  }

  /** The open record, if any, ends at {@code to}. */
  private void close(int to) throws IOException {
    if (open == Open.CANDIDATE) {
      decide(to);
    }
    if (open == Open.BEGUN) {
      handOn(to);
      sink.end();
    }
    open = Open.NONE;
  }

  private void handOn(int to) throws IOException {
    if (to > handedTo) {
      sink.part(bytes, handedTo, to);
      handedTo = to;
    }
  }

  /** Whether the candidate is wanted, by what there is of it up to {@code to}. */
  private void decide(int to) throws IOException {
    open = Open.NONE;
    RecordFormat format = owner;
    if (format == null) {
      return;
    }
    format.parse(bytes, openFrom, openTo, head);
    long millis = head.timeMillis();
    if (millis == Head.NO_TIME) {
      millis = lastMillis();
    }
    if (judge.isInWindow(millis)
        && judge.wantsParts(bytes, head)
        && judge.wantsMessage(bytes, head, to)) {
      begin(openFrom, to, millis);
    }
  }

  private long lastMillis() {
    if (lastFrom >= 0 && owner != null) {
      long millis = owner.timeMillis(bytes, lastFrom, lastTo, head);
      lastMillis = millis == Head.NO_TIME ? lastMillis : millis;
      lastFrom = -1;
    }
    return lastMillis;
  }

  /**
   * Moves what is still needed to the front.
   *
   * @param line where the line begins that is not complete yet
   * @return by how much everything has moved
   */
  private int makeRoom(int line) throws IOException {
    if (open == Open.CANDIDATE && openFrom == 0 && high == capacity) {
      decide(line);
    }
    if (open == Open.BEGUN) {
      handOn(line);
    }
    int keep = open == Open.CANDIDATE ? openFrom : line;
    if (lastFrom < keep) {
      lastMillis();
    }
    System.arraycopy(bytes, keep, bytes, 0, high - keep);
    base += keep;
    high -= keep;
    openFrom -= keep;
    openTo -= keep;
    handedTo -= keep;
    lastFrom -= lastFrom < 0 ? 0 : keep;
    lastTo -= keep;
    return keep;
  }
}
