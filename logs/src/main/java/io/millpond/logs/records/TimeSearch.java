package io.millpond.logs.records;

import io.millpond.logs.ByteSource;
import io.millpond.logs.Limits;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Finds the part of a file that a window of time may lie in, by a few reads: see {@link
 * TimeBounds}.
 *
 * <p>A log's times rise, but not always: threads overtake each other, clocks are set. So what they
 * tell is only where the search begins. From there the file is read on, backwards from the window's
 * beginning and forwards from its end, until {@link Limits#DISORDER_BYTES} in a row hold no record
 * of the window. One that is further than that from where it belongs is missed.
 *
 * <p>For one thread.
 */
public final class TimeSearch {
  private final HeadWalk walk;
  private final long size;
  private final long fromMillis;
  private final long toMillis;

  private TimeSearch(HeadWalk walk, long size, long fromMillis, long toMillis) {
    this.walk = walk;
    this.size = size;
    this.fromMillis = fromMillis;
    this.toMillis = toMillis;
  }

  /**
   * The part that holds a file's records of a window.
   *
   * @param size of the file, in bytes
   * @param fromMillis first millisecond of the window, since 1970
   * @param toMillis last millisecond of the window
   */
  public static FilePart part(
      ScanBuffers buffers,
      ByteSource source,
      FileFormats formats,
      long size,
      long fromMillis,
      long toMillis)
      throws IOException {
    boolean all = fromMillis == Long.MIN_VALUE && toMillis == Long.MAX_VALUE;
    if (all || size <= Limits.UNSEARCHED_BYTES) {
      return new FilePart(0, size);
    }
    HeadWalk walk = new HeadWalk(buffers, source, formats);
    return new TimeSearch(walk, size, fromMillis, toMillis).part();
  }

  /** When the first record of a file was written; empty where none tells. */
  public static OptionalLong firstMillis(
      ScanBuffers buffers, ByteSource source, FileFormats formats) throws IOException {
    HeadWalk walk = new HeadWalk(buffers, source, formats);
    walk.probe(0);
    return walk.next(Long.MAX_VALUE) ? OptionalLong.of(walk.millis()) : OptionalLong.empty();
  }

  private FilePart part() throws IOException {
    TimeBounds bounds = new TimeBounds(walk, size);
    long begin = fromMillis == Long.MIN_VALUE ? 0 : backwards(bounds.before(fromMillis));
    return new FilePart(
        begin,
        toMillis == Long.MAX_VALUE ? size : forwards(Math.max(begin, bounds.before(toMillis + 1))));
  }

  private long backwards(long from) throws IOException {
    long begin = from;
    long looked = from;
    while (looked > 0 && begin - looked < Limits.DISORDER_BYTES) {
      long block = Math.max(0, looked - Limits.SEARCH_BLOCK_BYTES);
      walk.start(block);
      boolean found = false;
      while (!found && walk.next(looked)) {
        found = isInWindow();
      }
      begin = found ? walk.offset() : begin;
      looked = block;
    }
    // The lines before a file's first head have its time.
    return looked == 0 ? 0 : begin;
  }

  private long forwards(long from) throws IOException {
    long end = from;
    walk.start(from);
    while (walk.next(end + Limits.DISORDER_BYTES)) {
      end = isInWindow() ? walk.offset() + 1 : end;
    }
    return end;
  }

  private boolean isInWindow() {
    return fromMillis <= walk.millis() && walk.millis() <= toMillis;
  }
}
