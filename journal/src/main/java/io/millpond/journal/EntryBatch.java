package io.millpond.journal;

import org.jspecify.annotations.Nullable;

/**
 * Where some entries that follow each other are, filled by {@link JournalReader#nextBatch}: what it
 * takes to visit them on another thread, with an {@link Entry} of its own. Usable while the reader
 * that filled it is open, and until it is filled again.
 */
public final class EntryBatch {
  private final @Nullable JournalFile[] files;
  private final long[] offsets;
  private final int[] fieldCounts;
  private int size;

  /** A batch that takes {@code capacity} entries. */
  public EntryBatch(int capacity) {
    files = new JournalFile[capacity];
    offsets = new long[capacity];
    fieldCounts = new int[capacity];
  }

  /** How many entries are in it. */
  public int size() {
    return size;
  }

  /** How many entries it takes. */
  public int capacity() {
    return offsets.length;
  }

  void clear() {
    size = 0;
  }

  void add(JournalFile file, long offset, int fieldCount) {
    files[size] = file;
    offsets[size] = offset;
    fieldCounts[size] = fieldCount;
    size++;
  }

  JournalFile file(int index) {
    JournalFile file = index < size ? files[index] : null;
    if (file == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return file;
  }

  long offset(int index) {
    return offsets[index];
  }

  int fieldCount(int index) {
    return fieldCounts[index];
  }
}
