package io.millpond.journal;

import org.jspecify.annotations.Nullable;

/**
 * The decoded fields of one file that occur in several entries, by the offset of their data object.
 *
 * <p>This is what makes rendering fast: of some twenty fields of an entry, nearly all (_HOSTNAME,
 * _SYSTEMD_UNIT, PRIORITY, …) share a data object with thousands of others, so decoding, unpacking
 * and escaping them once is enough. A table with a few ways per slot, whose keys lie in one cache
 * line: of fields that collide the ones that occur most often stay, so it is bounded without any
 * bookkeeping. (With one way, a fifth of the fields of a journal were decoded again and again.)
 * Readers race on it without locks, which is safe because a {@link Field} is immutable: a lost
 * write costs a decode, never a wrong answer.
 */
final class FieldCache {
  private static final int FIRST_SLOTS = 256;

  /** Places for the fields whose offsets mix to the same number; a power of two. */
  private static final int WAYS = 4;

  /**
   * What a cached field costs beside its payload: objects, headers, and the renderings that will be
   * attached.
   */
  private static final long OVERHEAD_BYTES = 160;

  private static final int PAYLOAD_FACTOR = 4;

  /**
   * How many bits of a name's hash are kept beside an offset: as many as a long has bit numbers.
   */
  private static final int HASH_BITS = 6;

  static final int HASH_MASK = (1 << HASH_BITS) - 1;

  /**
   * The slots, twice: the fields, and for each its offset with some bits of its name's hash. The
   * second saves the way to a field that is not wanted, which is most of the time of a search by
   * name.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Table(long[] keys, @Nullable Field[] fields) {
    Table(int slots) {
      this(new long[slots], new Field[slots]);
    }

    /** The first of the places a field may have. */
    int first(long offset) {
      long mixed = (offset >>> 3) * 0x9E3779B97F4A7C15L;
      return (int) (mixed >>> 40) & (keys.length - 1) & -WAYS;
    }

    /** Where the field is, or -1. */
    int find(long offset) {
      int first = first(offset);
      for (int i = first; i < first + WAYS; i++) {
        if (keys[i] >>> HASH_BITS == offset) {
          return i;
        }
      }
      return -1;
    }

    /** Where the field should go: its own place, a free one, or that of the least frequent. */
    int placeFor(long offset) {
      int own = find(offset);
      if (own >= 0) {
        return own;
      }
      int first = first(offset);
      int rarest = first;
      long fewest = Long.MAX_VALUE;
      for (int i = first; i < first + WAYS; i++) {
        Field there = fields[i];
        long entries = there == null ? -1 : there.entries();
        if (entries < fewest) {
          fewest = entries;
          rarest = i;
        }
      }
      return rarest;
    }
  }

  /** What a search by name gets for a field that has another name. */
  static final Field UNWANTED = new Field(new byte[] {'-', '='}, 1, 0, false, 0);

  private final CacheBudget budget;
  private volatile Table table = new Table(FIRST_SLOTS);
  private int used;
  private long bytes;

  FieldCache(CacheBudget budget) {
    this.budget = budget;
    budget.register(this);
  }

  @Nullable Field get(long offset) {
    Table now = table;
    int place = now.find(offset);
    Field field = place < 0 ? null : now.fields[place];
    return field != null && field.offset() == offset ? field : null;
  }

  /**
   * As {@link #get}, for one who looks for some names.
   *
   * @return {@link #UNWANTED} for a field that surely has none of them
   */
  @Nullable Field find(long offset, FieldNames wanted) {
    Table now = table;
    int place = now.find(offset);
    if (place < 0) {
      return null;
    }
    if (((wanted.hashMask() >>> (now.keys[place] & HASH_MASK)) & 1) == 0) {
      return UNWANTED;
    }
    Field field = now.fields[place];
    return field != null && field.offset() == offset ? field : null;
  }

  void put(Field field) {
    long cost = insert(field);
    if (cost != 0) {
      budget.add(cost, this);
    }
  }

  private synchronized long insert(Field field) {
    long before = bytes;
    if (used * 2 >= table.keys.length && table.keys.length < Limits.MAX_CACHE_SLOTS) {
      enlarge();
    }
    place(table, field);
    return bytes - before;
  }

  private void place(Table into, Field field) {
    int place = into.placeFor(field.offset());
    Field old = into.fields[place];
    if (old == null) {
      used++;
    } else if (old.entries() > field.entries()) {
      return;
    } else {
      bytes -= cost(old);
    }
    bytes += cost(field);
    into.fields[place] = field;
    into.keys[place] = field.offset() << HASH_BITS | (field.nameHash() & HASH_MASK);
  }

  private void enlarge() {
    Table larger = new Table(table.keys.length * 2);
    used = 0;
    bytes = 0;
    for (Field field : table.fields) {
      if (field != null) {
        place(larger, field);
      }
    }
    table = larger;
  }

  private static long cost(Field field) {
    return OVERHEAD_BYTES + (long) PAYLOAD_FACTOR * field.payload().length;
  }

  void clear() {
    long freed;
    synchronized (this) {
      freed = bytes;
      table = new Table(FIRST_SLOTS);
      used = 0;
      bytes = 0;
    }
    budget.add(-freed, this);
  }

  void drop() {
    clear();
    budget.forget(this);
  }
}
