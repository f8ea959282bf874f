package io.millpond.journal;

import org.jspecify.annotations.Nullable;

/**
 * The decoded fields of one file that occur in several entries, by the offset of their data object.
 *
 * <p>This is what makes rendering fast: of some twenty fields of an entry, nearly all (_HOSTNAME,
 * _SYSTEMD_UNIT, PRIORITY, …) share a data object with thousands of others, so decoding, unpacking
 * and escaping them once is enough. A table with one place per slot: of two fields that collide the
 * one that occurs more often stays, so it is bounded without any bookkeeping. Readers race on it
 * without locks, which is safe because a {@link Field} is immutable: a lost write costs a decode,
 * never a wrong answer.
 */
final class FieldCache {
  private static final int FIRST_SLOTS = 256;

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

    int slot(long offset) {
      long mixed = (offset >>> 3) * 0x9E3779B97F4A7C15L;
      return (int) (mixed >>> 40) & (keys.length - 1);
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
    Field field = now.fields[now.slot(offset)];
    return field != null && field.offset() == offset ? field : null;
  }

  /**
   * As {@link #get}, for one who looks for some names.
   *
   * @return {@link #UNWANTED} for a field that surely has none of them
   */
  @Nullable Field find(long offset, FieldNames wanted) {
    Table now = table;
    int slot = now.slot(offset);
    long key = now.keys[slot];
    if (key >>> HASH_BITS != offset) {
      return null;
    }
    if (((wanted.hashMask() >>> (key & HASH_MASK)) & 1) == 0) {
      return UNWANTED;
    }
    Field field = now.fields[slot];
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
    int slot = into.slot(field.offset());
    Field old = into.fields[slot];
    if (old == null) {
      used++;
    } else if (old.entries() > field.entries()) {
      return;
    } else {
      bytes -= cost(old);
    }
    bytes += cost(field);
    into.fields[slot] = field;
    into.keys[slot] = field.offset() << HASH_BITS | (field.nameHash() & HASH_MASK);
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
