package io.millpond.audit;

import java.util.Arrays;

/**
 * Lines that wait for the writer, in their order. Whoever has a line to add makes its text here and
 * then, while all that it says is at hand; what the writer meets later is bytes one after the
 * other. Entries that waited as objects had left the caches by then and lived through collections:
 * that was half of what the trail cost.
 *
 * <p>Any thread adds; one takes.
 */
final class Pending {
  /** Lines without their numbers and hashes, one behind the other. */
  private static final class Lines {
    private static final int USUAL = 1024;

    private final Line text = new Line();
    private int[] ends = new int[USUAL];
    private int count;

    /** Adds a line, or none where that fails. */
    void add(Entry entry) {
      int from = count == 0 ? 0 : ends[count - 1];
      try {
        if (count == ends.length) {
          ends = Arrays.copyOf(ends, 2 * count);
        }
        entry.write(text);
      } catch (RuntimeException | Error failure) {
        text.cut(from);
        throw failure;
      }
      ends[count++] = text.length();
    }

    void clear() {
      text.clear();
      count = 0;
      if (ends.length > Limits.MAX_RECORDS) {
        ends = new int[USUAL];
      }
    }
  }

  private Lines filled = new Lines();

  /** Since when the first of them waits, in milliseconds since 1970. */
  private long filledSince;

  private volatile int filledBytes;

  /** The writer's own. */
  private Lines taken = new Lines();

  private int next;
  private volatile long takenSince;

  /** Adds a line, or none where that fails. */
  synchronized void add(Entry entry) {
    filled.add(entry);
    filledBytes = filled.text.length();
    if (filled.count == 1) {
      filledSince = entry.timeMillis();
    }
  }

  /** Whether the writer has nothing to do. */
  synchronized boolean isEmpty() {
    return filled.count == 0 && next == taken.count;
  }

  /** Bytes that were added and the writer has not begun to take. */
  int bytes() {
    return filledBytes;
  }

  /** When the oldest line was added, in milliseconds since 1970; 0 where none waits. */
  synchronized long oldestMillis() {
    long oldest = takenSince;
    return oldest != 0 || filled.count == 0 ? oldest : filledSince;
  }

  /**
   * Gives the writer the next line, if there is one.
   *
   * @param target where it is put; what is in it stays
   */
  boolean take(TrailFile target) {
    if (next == taken.count && !swap()) {
      return false;
    }
    int from = next == 0 ? 0 : taken.ends[next - 1];
    target.add(taken.text.bytes(), from, taken.ends[next] - from);
    next++;
    return true;
  }

  private boolean swap() {
    taken.clear();
    synchronized (this) {
      Lines full = filled;
      filled = taken;
      filledBytes = 0;
      taken = full;
      next = 0;
      takenSince = full.count == 0 ? 0 : filledSince;
      return full.count > 0;
    }
  }
}
