package io.millpond.journal;

import java.util.Arrays;

/**
 * Tells whether the fields of an entry have names that differ, by their hashes: a table that is
 * stamped with the entry's number, so that it never needs to be emptied. It may call different
 * names the same, never the other way round; who is told so looks closely.
 */
final class NameSet {
  private static final int SLOTS = 4096;

  private final int[] stamps = new int[SLOTS];
  private int stamp;

  void clear() {
    stamp++;
    if (stamp == 0) {
      Arrays.fill(stamps, 0);
      stamp = 1;
    }
  }

  /** Adds a field's name; false when it may have been there. */
  boolean add(Field field) {
    int slot = field.nameHash() & (SLOTS - 1);
    boolean fresh = stamps[slot] != stamp;
    stamps[slot] = stamp;
    return fresh;
  }
}
