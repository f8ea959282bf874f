package io.millpond.exports;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the files of exports may take on the disk, all together and each: those behind links, those
 * that are written, and what is put away meanwhile. Safe for use by many threads.
 */
public final class Room {
  private final long most;
  private final long mostOfOne;

  /** By operation; guarded by this. */
  private final Map<String, Long> taken = new HashMap<>();

  private long all;

  /** There is none left. */
  public static final class Full extends IOException {
    private static final long serialVersionUID = 1L;

    private Full(String text) {
      super(text);
    }
  }

  /**
   * @param most bytes of all
   * @param mostOfOne bytes of one file
   */
  public Room(long most, long mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /** As much as the disk has. */
  public static Room unbounded() {
    return new Room(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Whether nothing more may be begun. */
  public synchronized boolean isFull() {
    return all >= most;
  }

  /** Says what an operation has on the disk; nothing where it has no files any longer. */
  public synchronized void settle(String operation, long bytes) {
    Long before = bytes == 0 ? taken.remove(operation) : taken.put(operation, bytes);
    all += bytes - (before == null ? 0 : before);
  }

  /** What one operation takes. */
  public Share of(String operation) {
    return new Share(operation);
  }

  /** What one operation takes. */
  public final class Share {
    private final String operation;

    private Share(String operation) {
      this.operation = operation;
    }

    /**
     * Takes room for bytes, before they are written.
     *
     * @param bytes how many more
     * @param length how long their file is with them
     */
    public void take(long bytes, long length) throws Full {
      synchronized (Room.this) {
        if (length > mostOfOne) {
          throw new Full(
              "The export would be longer than %d bytes: ask for a shorter window, or with filters."
                  .formatted(mostOfOne));
        }
        if (bytes > most - all) {
          throw new Full(
              "All exports together may take %d bytes; there is room again when links have expired."
                  .formatted(most));
        }
        settle(operation, taken.getOrDefault(operation, 0L) + bytes);
      }
    }
  }
}
