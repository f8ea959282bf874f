package io.millpond.journal;

import static io.millpond.journal.Layout.*;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the entries of all files of a {@link Journal} that pass a filter, merged into one sequence,
 * in either direction; the meaning of every move is that of {@code sd_journal}. For one thread at a
 * time.
 *
 * <p>Each file offers a candidate, the one that sorts first is taken. Journals are mostly read from
 * long runs of one file (a rotated set is one after the other), so the best and the second best
 * file are remembered: while the best file's next candidate stays before the second best's, no
 * other file is looked at. Now and then all are looked at anyway, as files being written can offer
 * again.
 *
 * <p>What is asked of the current entry is only valid until the next move. {@link Field}s may be
 * kept.
 */
public final class JournalReader implements Closeable {
  private static final int DOWN = FileCursor.DOWN;
  private static final int UP = FileCursor.UP;

  /** How many entries are taken from one file before the others are looked at again. */
  private static final int LONGEST_RUN = 1024;

  private final Journal journal;
  private final JournalFilter filter;
  private final Decompressor decompressor = new Decompressor();
  private final Location location = new Location();
  private final List<FileCursor> files = new ArrayList<>();

  private long seenGeneration;
  private @Nullable FileCursor current;
  private @Nullable FileCursor runnerUp;
  private int run;
  private int direction;

  private int fieldCount;
  private long items;
  private @Nullable Field[] loaded = new Field[64];
  private int firstLoaded = Integer.MAX_VALUE;
  private int lastLoaded = -1;

  JournalReader(Journal journal, JournalFilter filter) {
    this.journal = journal;
    this.filter = filter;
    sync();
  }

  /** Goes before the first entry. */
  public void seekHead() {
    seek(Location.Kind.HEAD);
  }

  /** Goes behind the last entry: {@link #previous} gives it. */
  public void seekTail() {
    seek(Location.Kind.TAIL);
  }

  /**
   * Goes to the entry named by {@code cursor}: {@link #next} or {@link #previous} then gives it if
   * it exists and passes the filter, otherwise the nearest later or earlier one.
   */
  public void seekCursor(Cursor cursor) {
    location.key.set(cursor);
    seek(Location.Kind.CURSOR);
  }

  /**
   * Goes to a wall clock time in µs since 1970: {@link #next} gives the first entry at it or later,
   * {@link #previous} the last at it or earlier.
   */
  public void seekRealtime(long micros) {
    location.key.realtimeMicros = micros;
    seek(Location.Kind.TIME);
  }

  private void seek(Location.Kind kind) {
    location.kind = kind;
    current = null;
    direction = 0;
    fieldCount = 0;
    files.forEach(FileCursor::reset);
  }

  /**
   * Moves to the next entry; false, and no move, when there is none now. A journal that is written
   * to can give one later.
   */
  public boolean next() {
    return guardedMove(DOWN);
  }

  /** Moves to the previous entry; false, and no move, when there is none. */
  public boolean previous() {
    boolean moved = guardedMove(UP);
    if (!moved && location.kind == Location.Kind.TAIL) {
      // Nothing is there, so whatever comes is next.
      seekHead();
    }
    return moved;
  }

  /**
   * Moves by several entries, forward when {@code n} is positive, backward when it is negative.
   *
   * @return how many entries it really was, not negative
   */
  public long skip(long n) {
    long moved = 0;
    while (moved < Math.abs(n) && (n > 0 ? next() : previous())) {
      moved++;
    }
    return moved;
  }

  /**
   * The JVM tells of a fault in a map now or a little later, when the file's own guard may have
   * been left already.
   */
  private boolean guardedMove(int towards) {
    try {
      return move(towards);
    } catch (InternalError fault) {
      if (current == null) {
        return false;
      }
      current.file.vanished();
      return move(towards);
    }
  }

  private boolean move(int towards) {
    if (journal.fileSet().generation() != seenGeneration) {
      sync();
    }
    FileCursor best = direction == towards ? goOn(towards) : null;
    if (best == null) {
      best = choose(towards);
    }
    if (best == null) {
      return false;
    }
    direction = towards;
    best.take();
    location.key.copy(best.key);
    location.kind = Location.Kind.ENTRY;
    current = best;
    items = best.entry() + ENTRY_ITEMS;
    fieldCount = countFields(best);
    if (fieldCount > loaded.length) {
      loaded = new Field[fieldCount];
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
    return true;
  }

  private static int countFields(FileCursor at) {
    long count = (at.entrySize() - ENTRY_ITEMS) / (at.file.compact() ? 4 : 16);
    if (count > Limits.MAX_FIELDS) {
      at.file.damaged("entry with more than " + Limits.MAX_FIELDS + " fields");
      return Limits.MAX_FIELDS;
    }
    return (int) count;
  }

  /** The last file again, while its next entry still comes before all others. */
  private @Nullable FileCursor goOn(int towards) {
    FileCursor same = current;
    if (same == null || ++run > LONGEST_RUN || !same.offer(towards, location)) {
      return null;
    }
    FileCursor other = runnerUp;
    return other == null || EntryKey.compare(same.key, other.key) * towards < 0 ? same : null;
  }

  private @Nullable FileCursor choose(int towards) {
    FileCursor best = null;
    FileCursor second = null;
    for (int i = 0; i < files.size(); i++) {
      FileCursor file = files.get(i);
      if (!file.offer(towards, location)) {
        if (file.isDroppable() && file != current) {
          files.remove(i--).file.close();
        }
        continue;
      }
      if (best == null || EntryKey.compare(file.key, best.key) * towards < 0) {
        second = best;
        best = file;
      } else if (second == null || EntryKey.compare(file.key, second.key) * towards < 0) {
        second = file;
      }
    }
    runnerUp = second;
    run = 0;
    return best;
  }

  /** Takes files that are new into the walk, and marks those that are gone. */
  private void sync() {
    FileSet now = journal.fileSet();
    seenGeneration = now.generation();
    direction = 0;
    List<JournalFile> have = new ArrayList<>();
    for (FileCursor cursor : files) {
      have.add(cursor.file);
      if (!now.files().contains(cursor.file)) {
        cursor.retire();
      }
    }
    for (JournalFile file : now.files()) {
      if (!have.contains(file) && file.acquire()) {
        files.add(new FileCursor(file, filter, decompressor));
      }
    }
  }

  private FileCursor current() {
    FileCursor file = current;
    if (file == null) {
      throw new IllegalStateException("not on an entry");
    }
    return file;
  }

  /** Wall clock time of the current entry, µs since 1970. */
  public long realtimeMicros() {
    current();
    return location.key.realtimeMicros;
  }

  /** Time since boot of the current entry, µs. */
  public long monotonicMicros() {
    current();
    return location.key.monotonicMicros;
  }

  /** The boot the current entry was written in. */
  public Id128 bootId() {
    current();
    return new Id128(location.key.bootIdHigh, location.key.bootIdLow);
  }

  /** Sequence number of the current entry. */
  public long seqnum() {
    current();
    return location.key.seqnum;
  }

  /** Whose sequence numbers the current entry has. */
  public Id128 seqnumId() {
    current();
    return new Id128(location.key.seqnumIdHigh, location.key.seqnumIdLow);
  }

  /** The name of the current entry. */
  public Cursor cursor() {
    return new Cursor(
        seqnumId(), seqnum(), bootId(), monotonicMicros(), realtimeMicros(), location.key.xorHash);
  }

  /**
   * Writes the text of {@link #cursor} as ASCII.
   *
   * @param target at least {@link Cursor#MAX_LENGTH} bytes from {@code at}
   * @return the index after the last byte written
   */
  public int writeCursor(byte[] target, int at) {
    current();
    EntryKey key = location.key;
    return Cursor.write(
        target,
        at,
        key.seqnumIdHigh,
        key.seqnumIdLow,
        key.seqnum,
        key.bootIdHigh,
        key.bootIdLow,
        key.monotonicMicros,
        key.realtimeMicros,
        key.xorHash);
  }

  /** Writes the 32 hexadecimal digits of {@link #bootId}; gives the index after them. */
  public int writeBootId(byte[] target, int at) {
    current();
    return Cursor.fixed(
        target, Cursor.fixed(target, at, location.key.bootIdHigh), location.key.bootIdLow);
  }

  /** How many fields the current entry has, broken ones counted. */
  public int fieldCount() {
    current();
    return fieldCount;
  }

  /**
   * Field {@code index} of the current entry, in the order of the journal.
   *
   * @return null when it is broken, which {@link Journal#damages} then tells
   */
  public @Nullable Field field(int index) {
    Field known = loaded[index];
    if (known != null) {
      return known;
    }
    JournalFile file = current().file;
    if (file.isGone()) {
      return null;
    }
    try {
      long data = dataOffset(file, index);
      Field shared = file.cache().get(data);
      return shared == null ? decode(file, index, data) : shared;
    } catch (DamagedException broken) {
      file.damaged("field: " + broken.getMessage());
    } catch (IndexOutOfBoundsException broken) {
      file.damaged("field beyond the map");
    } catch (InternalError fault) {
      file.vanished();
    }
    return null;
  }

  /** The last field of the current entry with this name, or null. */
  public @Nullable Field find(FieldName name) {
    FieldNames names = FieldNames.of(name);
    for (int i = fieldCount - 1; i >= 0; i--) {
      Field field = peek(current(), names, i);
      if (field != null && field.is(name)) {
        return field;
      }
    }
    return null;
  }

  /**
   * The last field of the current entry with each of several names, in one pass.
   *
   * @param found takes the fields, or null, by the index of their name; at least {@link
   *     FieldNames#size} long
   */
  public void findAll(FieldNames names, @Nullable Field[] found) {
    Arrays.fill(found, 0, names.size(), null);
    FileCursor file = current();
    try {
      for (int i = 0; i < fieldCount; i++) {
        Field field = peek(file, names, i);
        int index = field == null ? -1 : names.indexOf(field);
        if (index >= 0) {
          found[index] = field;
        }
      }
    } catch (InternalError fault) {
      file.file.vanished();
    }
  }

  /**
   * Field {@code index}, or null if it has none of these names: names are compared in the map,
   * before anything is copied.
   */
  private @Nullable Field peek(FileCursor at, FieldNames names, int index) {
    Field known = loaded[index];
    if (known != null) {
      return known;
    }
    JournalFile file = at.file;
    if (file.isGone()) {
      return null;
    }
    try {
      long data = dataOffset(file, index);
      Field shared = file.cache().find(data, names);
      if (shared != null) {
        return shared.entries() == 0 ? null : shared;
      }
      int start = file.payloadStart();
      long size = file.object(data, OBJECT_DATA, start + 1);
      boolean plain = (file.u8(data + OBJECT_FLAGS) & COMPRESSED_MASK) == 0;
      if (plain
          && size >= start + Long.BYTES
          && file.u64(data + DATA_N_ENTRIES) < Limits.MIN_SHARED_ENTRIES
          && !names.isAt(file, data + start, size - start)) {
        return null;
      }
      return decode(file, index, data);
    } catch (DamagedException broken) {
      file.damaged("field: " + broken.getMessage());
    } catch (IndexOutOfBoundsException broken) {
      file.damaged("field beyond the map");
    } catch (InternalError fault) {
      file.vanished();
    }
    return null;
  }

  private long dataOffset(JournalFile file, int index) {
    return file.compact() ? file.u32(items + 4L * index) : file.u64(items + 16L * index);
  }

  private Field decode(JournalFile file, int index, long data) {
    long size = file.object(data, OBJECT_DATA, file.payloadStart() + 1);
    Decompressor.Unpacked unpacked = file.payload(data, size, decompressor);
    byte[] payload = unpacked.bytes();
    int nameLength = 0;
    while (nameLength < payload.length && payload[nameLength] != '=') {
      nameLength++;
    }
    if (nameLength == 0 || nameLength == payload.length) {
      throw new DamagedException("data object without a field name");
    }
    if (unpacked.cut()) {
      file.damaged("field longer than " + Limits.MAX_FIELD_BYTES + " bytes is cut");
    }
    Field field =
        new Field(payload, nameLength, data, unpacked.cut(), file.u64(data + DATA_N_ENTRIES));
    loaded[index] = field;
    firstLoaded = Math.min(firstLoaded, index);
    lastLoaded = Math.max(lastLoaded, index);
    if (field.isShared()) {
      file.cache().put(field);
    }
    return field;
  }

  /** Lets go of the files. */
  @Override
  public void close() {
    current = null;
    for (FileCursor cursor : files) {
      cursor.file.close();
    }
    files.clear();
  }
}
