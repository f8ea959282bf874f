package io.millpond.journal;

import static io.millpond.journal.Layout.*;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entry one stands on: where it is in the sequence, and its fields. A {@link JournalReader}
 * moves its own one; others are made by {@link #detached} and put on the entries of an {@link
 * EntryBatch}. For one thread at a time.
 *
 * <p>What is asked of it is only valid until it is moved. {@link Field}s may be kept.
 */
public final class Entry {
  private final EntryKey key;
  private final Decompressor decompressor;
  private @Nullable JournalFile file;

  private int fieldCount;
  private long items;
  private @Nullable Field[] loaded = new Field[64];
  private int firstLoaded = Integer.MAX_VALUE;
  private int lastLoaded = -1;

  Entry(EntryKey key, Decompressor decompressor) {
    this.key = key;
    this.decompressor = decompressor;
  }

  /**
   * One that stands nowhere yet.
   *
   * @param maxFieldBytes a field of more bytes than this is not decoded: asking for it is a {@link
   *     LargeFieldException}
   */
  public static Entry detached(int maxFieldBytes) {
    return new Entry(
        new EntryKey(), new Decompressor(Math.min(maxFieldBytes, Limits.MAX_FIELD_BYTES)));
  }

  /** One that stands nowhere yet and decodes fields of any size, as that of a reader. */
  public static Entry detached() {
    return detached(Limits.MAX_FIELD_BYTES);
  }

  /** Puts this on entry {@code index} of {@code batch}, whose reader is still open. */
  public void moveTo(EntryBatch batch, int index) {
    JournalFile at = batch.file(index);
    long offset = batch.offset(index);
    try {
      key.seqnumIdHigh = at.seqnumId().high();
      key.seqnumIdLow = at.seqnumId().low();
      key.load(at, offset);
    } catch (InternalError fault) {
      at.vanished();
    }
    moveTo(at, offset, batch.fieldCount(index));
  }

  /** Puts this on an entry whose numbers are in the key already. */
  void moveTo(JournalFile to, long offset, int fields) {
    file = to;
    items = offset + ENTRY_ITEMS;
    fieldCount = fields;
    if (fields > loaded.length) {
      loaded = new Field[fields];
    }
    if (firstLoaded <= lastLoaded) {
      Arrays.fill(
          loaded,
          Math.min(firstLoaded, loaded.length),
          Math.min(lastLoaded + 1, loaded.length),
          null);
      firstLoaded = Integer.MAX_VALUE;
      lastLoaded = -1;
    }
  }

  /** Stands nowhere. */
  void leave() {
    file = null;
    fieldCount = 0;
  }

  private JournalFile file() {
    JournalFile at = file;
    if (at == null) {
      throw new IllegalStateException("not on an entry");
    }
    return at;
  }

  private EntryKey key() {
    file();
    return key;
  }

  /** Wall clock time, µs since 1970. */
  public long realtimeMicros() {
    return key().realtimeMicros;
  }

  /** Time since boot, µs. */
  public long monotonicMicros() {
    return key().monotonicMicros;
  }

  /** The boot the entry was written in. */
  public Id128 bootId() {
    return new Id128(key().bootIdHigh, key().bootIdLow);
  }

  /** Sequence number. */
  public long seqnum() {
    return key().seqnum;
  }

  /** Whose sequence numbers the entry has. */
  public Id128 seqnumId() {
    return new Id128(key().seqnumIdHigh, key().seqnumIdLow);
  }

  /** The name of the entry. */
  public Cursor cursor() {
    return new Cursor(
        seqnumId(), seqnum(), bootId(), monotonicMicros(), realtimeMicros(), key().xorHash);
  }

  /**
   * Writes the text of {@link #cursor} as ASCII.
   *
   * @param target at least {@link Cursor#MAX_LENGTH} bytes from {@code at}
   * @return the index after the last byte written
   */
  public int writeCursor(byte[] target, int at) {
    EntryKey here = key();
    return Cursor.write(
        target,
        at,
        here.seqnumIdHigh,
        here.seqnumIdLow,
        here.seqnum,
        here.bootIdHigh,
        here.bootIdLow,
        here.monotonicMicros,
        here.realtimeMicros,
        here.xorHash);
  }

  /** Writes the 32 hexadecimal digits of {@link #bootId}; gives the index after them. */
  public int writeBootId(byte[] target, int at) {
    EntryKey here = key();
    return Cursor.fixed(target, Cursor.fixed(target, at, here.bootIdHigh), here.bootIdLow);
  }

  /** How many fields the entry has, broken ones counted. */
  public int fieldCount() {
    file();
    return fieldCount;
  }

  /**
   * Field {@code index}, in the order of the journal.
   *
   * @return null when it is broken, which {@link Journal#damages} then tells
   */
  public @Nullable Field field(int index) {
    Field known = loaded[index];
    if (known != null) {
      return known;
    }
    JournalFile at = file();
    if (at.isGone()) {
      return null;
    }
    try {
      long data = dataOffset(at, index);
      Field shared = at.cache().get(data);
      return shared == null ? decode(at, index, data) : shared;
    } catch (DamagedException broken) {
      at.damaged("field: " + broken.getMessage());
    } catch (IndexOutOfBoundsException broken) {
      at.damaged("field beyond the map");
    } catch (InternalError fault) {
      at.vanished();
    }
    return null;
  }

  /** The last field with this name, or null. */
  public @Nullable Field find(FieldName name) {
    FieldNames names = FieldNames.of(name);
    for (int i = fieldCount - 1; i >= 0; i--) {
      Field field = peek(file(), names, i);
      if (field != null && field.is(name)) {
        return field;
      }
    }
    return null;
  }

  /**
   * The last field with each of several names, in one pass.
   *
   * @param found takes the fields, or null, by the index of their name; at least {@link
   *     FieldNames#size} long
   */
  public void findAll(FieldNames names, @Nullable Field[] found) {
    Arrays.fill(found, 0, names.size(), null);
    JournalFile at = file();
    int missing = names.size();
    try {
      for (int i = fieldCount - 1; i >= 0 && missing > 0; i--) {
        Field field = peek(at, names, i);
        int index = field == null ? -1 : names.indexOf(field);
        if (index >= 0 && found[index] == null) {
          found[index] = field;
          missing--;
        }
      }
    } catch (InternalError fault) {
      at.vanished();
    }
  }

  /**
   * Field {@code index}, or null if it has none of these names: names are compared in the map,
   * before anything is copied.
   */
  private @Nullable Field peek(JournalFile at, FieldNames names, int index) {
    Field known = loaded[index];
    if (known != null) {
      return known;
    }
    if (at.isGone()) {
      return null;
    }
    try {
      long data = dataOffset(at, index);
      Field shared = at.cache().find(data, names);
      if (shared != null) {
        return shared.entries() == 0 ? null : shared;
      }
      int start = at.payloadStart();
      long size = at.object(data, OBJECT_DATA, start + 1);
      boolean plain = (at.u8(data + OBJECT_FLAGS) & COMPRESSED_MASK) == 0;
      if (plain
          && size >= start + Long.BYTES
          && at.u64(data + DATA_N_ENTRIES) < Limits.MIN_SHARED_ENTRIES
          && !names.isAt(at, data + start, size - start)) {
        return null;
      }
      return decode(at, index, data);
    } catch (DamagedException broken) {
      at.damaged("field: " + broken.getMessage());
    } catch (IndexOutOfBoundsException broken) {
      at.damaged("field beyond the map");
    } catch (InternalError fault) {
      at.vanished();
    }
    return null;
  }

  private long dataOffset(JournalFile at, int index) {
    return at.compact() ? at.u32(items + 4L * index) : at.u64(items + 16L * index);
  }

  private Field decode(JournalFile at, int index, long data) {
    long size = at.object(data, OBJECT_DATA, at.payloadStart() + 1);
    Decompressor.Unpacked unpacked = at.payload(data, size, decompressor);
    byte[] payload = unpacked.bytes();
    if (unpacked.cut()) {
      if (decompressor.maxBytes() < Limits.MAX_FIELD_BYTES) {
        throw new LargeFieldException();
      }
      at.damaged("field longer than " + Limits.MAX_FIELD_BYTES + " bytes is cut");
    }
    int nameLength = 0;
    while (nameLength < payload.length && payload[nameLength] != '=') {
      nameLength++;
    }
    if (nameLength == 0 || nameLength == payload.length) {
      throw new DamagedException("data object without a field name");
    }
    Field field =
        new Field(payload, nameLength, data, unpacked.cut(), at.u64(data + DATA_N_ENTRIES));
    loaded[index] = field;
    firstLoaded = Math.min(firstLoaded, index);
    lastLoaded = Math.max(lastLoaded, index);
    if (field.isShared()) {
      at.cache().put(field);
    }
    return field;
  }
}
