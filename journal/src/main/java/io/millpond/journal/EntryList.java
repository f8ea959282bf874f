package io.millpond.journal;

import static io.millpond.journal.Layout.*;

import java.util.Arrays;

/**
 * A chain of entry arrays: that of the whole file, or that of one data object (whose first entry
 * stands in the object itself).
 *
 * <p>Arrays of a chain double in size, so there are few of them; the ones seen are remembered, and
 * any index is found in a step or two. The place of the last answer is remembered too, and the next
 * question is searched from there in growing strides: going on in either direction costs O(1), a
 * jump O(log distance).
 *
 * <p>In a healthy file the offsets ascend. A damaged file may hold anything: every answer is
 * checked against the question, so walks always make progress and end. An index behind the end of a
 * chain that is too short reads as {@link #BEYOND}.
 */
final class EntryList implements EntrySource {
  private static final long BEYOND = Long.MAX_VALUE;
  private static final int FIRST_ARRAYS = 8;

  private final JournalFile file;

  /** The data object, 0 for the list of the whole file. */
  private final long data;

  private final int itemSize;

  private long[] arrays = new long[FIRST_ARRAYS];
  private long[] firstIndexes = new long[FIRST_ARRAYS + 1];
  private int known;
  private int current;

  private long position = -1;
  private long positionValue;

  private EntryList(JournalFile file, long data) {
    this.file = file;
    this.data = data;
    itemSize = file.compact() ? 4 : 8;
  }

  static EntryList ofFile(JournalFile file) {
    return new EntryList(file, 0);
  }

  /** The entries of the data object at {@code data}, which was checked. */
  static EntryList ofData(JournalFile file, long data) {
    return new EntryList(file, data);
  }

  /** How many entries there are now. */
  long count() {
    long count = data == 0 ? file.entries() : file.u64(data + DATA_N_ENTRIES);
    if (count < 0) {
      throw new DamagedException("entry count out of range");
    }
    return count;
  }

  /** The offset of entry {@code index}, {@link #BEYOND} when the chain has no such place. */
  long get(long index) {
    if (data == 0) {
      return fromChain(index);
    }
    return index == 0 ? file.u64(data + DATA_ENTRY) : fromChain(index - 1);
  }

  private long fromChain(long index) {
    int at = current;
    if (at >= known || index < firstIndexes[at] || index >= firstIndexes[at + 1]) {
      at = arrayOf(index);
      if (at < 0) {
        return BEYOND;
      }
      current = at;
    }
    long item = arrays[at] + ARRAY_ITEMS + (index - firstIndexes[at]) * itemSize;
    return itemSize == 4 ? file.u32(item) : file.u64(item);
  }

  private int arrayOf(long index) {
    try {
      while (known == 0 || index >= firstIndexes[known]) {
        if (!extend()) {
          return -1;
        }
      }
    } catch (DamagedException broken) {
      file.damaged(String.valueOf(broken.getMessage()));
      return -1;
    }
    int at = Arrays.binarySearch(firstIndexes, 0, known, index);
    return at >= 0 ? at : -at - 2;
  }

  private boolean extend() {
    long next =
        known > 0
            ? file.u64(arrays[known - 1] + ARRAY_NEXT)
            : data == 0 ? file.header(ENTRY_ARRAY_OFFSET) : file.u64(data + DATA_ENTRY_ARRAY);
    if (next == 0) {
      return false;
    }
    if (known > 0 && next <= arrays[known - 1]) {
      throw new DamagedException("entry array chain that leads back");
    }
    long size = file.object(next, OBJECT_ENTRY_ARRAY, ARRAY_ITEMS);
    long items = (size - ARRAY_ITEMS) / itemSize;
    if (items == 0) {
      throw new DamagedException("empty entry array");
    }
    if (known == arrays.length) {
      arrays = Arrays.copyOf(arrays, known * 2);
      firstIndexes = Arrays.copyOf(firstIndexes, known * 2 + 1);
    }
    arrays[known] = next;
    firstIndexes[known + 1] = firstIndexes[known] + items;
    known++;
    return true;
  }

  @Override
  public long atOrAfter(long offset) {
    long count = count();
    long index = lowerBound(offset, count);
    for (int steps = 0; index < count && steps < Limits.MAX_DISORDER; steps++, index++) {
      long value = get(index);
      if (value == BEYOND) {
        file.damaged("entry array chain shorter than its count");
        return NONE;
      }
      if (value >= offset) {
        position = index;
        positionValue = value;
        return value;
      }
      file.damaged("entry array out of order");
    }
    return NONE;
  }

  @Override
  public long atOrBefore(long offset) {
    long index = lowerBound(offset + 1, count()) - 1;
    for (int steps = 0; index >= 0 && steps < Limits.MAX_DISORDER; steps++, index--) {
      long value = get(index);
      if (value <= offset) {
        position = index;
        positionValue = value;
        return value;
      }
      file.damaged("entry array out of order");
    }
    return NONE;
  }

  /** The first index whose offset is {@code offset} or more, {@code count} when there is none. */
  private long lowerBound(long offset, long count) {
    long low = -1;
    long high = count;
    if (position >= 0 && position < count) {
      if (positionValue < offset) {
        low = position;
        high = position + 1;
        for (long stride = 1; high < count && get(high) < offset; stride *= 2) {
          low = high;
          high = Math.min(count, high + stride);
        }
      } else {
        high = position;
        low = position - 1;
        for (long stride = 1; low >= 0 && get(low) >= offset; stride *= 2) {
          high = low;
          low = Math.max(-1, low - stride);
        }
      }
    }
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (get(middle) < offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * Finds by a number that ascends with the entries (a sequence number or a time).
   *
   * @param numberAt where in an entry object the number stands
   * @return the offset of the first entry whose number is {@code wanted} or more, {@link
   *     EntrySource#END} when there is none
   */
  long firstReaching(int numberAt, long wanted) {
    long low = -1;
    long high = count();
    long end = high;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      long entry = get(middle);
      if (entry != BEYOND
          && isEntry(entry)
          && Long.compareUnsigned(file.u64(entry + numberAt), wanted) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    long entry = high == end ? BEYOND : get(high);
    return entry == BEYOND ? END : entry;
  }

  private boolean isEntry(long offset) {
    try {
      file.object(offset, OBJECT_ENTRY, ENTRY_ITEMS);
      return true;
    } catch (DamagedException broken) {
      file.damaged(String.valueOf(broken.getMessage()));
      return false;
    }
  }
}
