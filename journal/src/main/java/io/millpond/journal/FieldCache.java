package io.millpond.journal;

import org.jspecify.annotations.Nullable;

/**
 * The decoded fields of one file that occur in more than one entry, by the offset of their data
 * object.
 *
 * <p>This is what makes rendering fast: of some twenty fields of an entry, nearly all (_HOSTNAME,
 * _SYSTEMD_UNIT, PRIORITY, …) share a data object with thousands of others, so decoding, unpacking
 * and escaping them once is enough. A table with one place per slot: a collision replaces, so it is
 * bounded without any bookkeeping. Readers race on it without locks, which is safe because a {@link
 * Field} is immutable: a lost write costs a decode, never a wrong answer.
 */
final class FieldCache {
  private static final int FIRST_SLOTS = 256;

  /**
   * What a cached field costs beside its payload: objects, headers, and the renderings that will be
   * attached.
   */
  private static final long OVERHEAD_BYTES = 160;

  private static final int PAYLOAD_FACTOR = 4;

  private final CacheBudget budget;
  private volatile @Nullable Field[] slots = new Field[0];
  private int used;
  private long bytes;

  FieldCache(CacheBudget budget) {
    this.budget = budget;
    budget.register(this);
  }

  @Nullable Field get(long offset) {
    @Nullable Field[] table = slots;
    if (table.length == 0) {
      return null;
    }
    Field field = table[slot(offset, table.length)];
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
    if (used * 2 >= slots.length && slots.length < Limits.MAX_CACHE_SLOTS) {
      enlarge();
    }
    place(slots, field);
    return bytes - before;
  }

  private void place(@Nullable Field[] table, Field field) {
    int slot = slot(field.offset(), table.length);
    Field old = table[slot];
    if (old == null) {
      used++;
    } else {
      bytes -= cost(old);
    }
    bytes += cost(field);
    table[slot] = field;
  }

  private void enlarge() {
    @Nullable Field[] old = slots;
    @Nullable Field[] table = new Field[Math.max(FIRST_SLOTS, old.length * 2)];
    used = 0;
    bytes = 0;
    for (Field field : old) {
      if (field != null) {
        place(table, field);
      }
    }
    slots = table;
  }

  private static long cost(Field field) {
    return OVERHEAD_BYTES + (long) PAYLOAD_FACTOR * field.payload().length;
  }

  private static int slot(long offset, int length) {
    long mixed = (offset >>> 3) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & (length - 1);
  }

  void clear() {
    long freed;
    synchronized (this) {
      freed = bytes;
      slots = new Field[0];
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
