package io.millpond.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Several field names that are looked for together, see {@link Entry#findAll}. Immutable.
 *
 * <p>Most fields of an entry are not wanted, so what counts is to see that fast: by one bit of a
 * mask for a decoded field, by comparing eight bytes at once for one that still lies in the map.
 */
public final class FieldNames {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final FieldName[] names;
  private final long[] starts;
  private final long[] startMasks;
  private final long hashMask;

  private FieldNames(FieldName[] names) {
    this.names = names;
    starts = new long[names.length];
    startMasks = new long[names.length];
    long mask = 0;
    for (int i = 0; i < names.length; i++) {
      byte[] prefix = names[i].prefix();
      starts[i] = (long) LONGS.get(Arrays.copyOf(prefix, Math.max(Long.BYTES, prefix.length)), 0);
      startMasks[i] = prefix.length >= Long.BYTES ? -1 : (1L << (Byte.SIZE * prefix.length)) - 1;
      mask |= 1L << (names[i].hash() & FieldCache.HASH_MASK);
    }
    hashMask = mask;
  }

  /** The names {@code names}, in this order. */
  public static FieldNames of(String... names) {
    return new FieldNames(Arrays.stream(names).map(FieldName::of).toArray(FieldName[]::new));
  }

  static FieldNames of(FieldName name) {
    return new FieldNames(new FieldName[] {name});
  }

  /** How many names there are. */
  public int size() {
    return names.length;
  }

  /** A bit for each value that the last bits of a wanted name's hash have. */
  long hashMask() {
    return hashMask;
  }

  /** Which name {@code field} has, -1 for none of them. */
  public int indexOf(Field field) {
    if (((hashMask >>> (field.nameHash() & FieldCache.HASH_MASK)) & 1) != 0) {
      for (int i = 0; i < names.length; i++) {
        if (field.is(names[i])) {
          return i;
        }
      }
    }
    return -1;
  }

  /**
   * Whether a payload of {@code length} bytes at {@code offset} begins with one of the names; eight
   * bytes can be read there.
   */
  boolean isAt(JournalFile file, long offset, long length) {
    long start = file.u64(offset);
    for (int i = 0; i < names.length; i++) {
      if ((start & startMasks[i]) == starts[i]) {
        byte[] prefix = names[i].prefix();
        if (prefix.length <= Long.BYTES
            || (length >= prefix.length && file.startsWith(offset, prefix))) {
          return true;
        }
      }
    }
    return false;
  }
}
