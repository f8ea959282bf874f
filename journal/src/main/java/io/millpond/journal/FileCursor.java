package io.millpond.journal;

import static io.millpond.journal.Layout.*;

import java.nio.charset.StandardCharsets;

/**
 * One reader's place in one file. It holds a candidate: the entry this file offers next in the
 * direction of reading. Damage ends the file for the moment, never the reader.
 */
final class FileCursor {
  static final int DOWN = 1;
  static final int UP = -1;

  final JournalFile file;
  final EntryKey key = new EntryKey();

  private final EntryList all;
  private final EntrySource source;
  private final Decompressor decompressor;

  /** The candidate, or the entry that was taken last; NONE before the first. */
  private long entry = EntrySource.NONE;

  private long entrySize;
  private int direction;
  private boolean taken;
  private boolean atEnd;

  /** How many entries there were, and whether the file was written to, before the last look. */
  private long entriesBefore;

  private boolean onlineBefore;

  private boolean retired;

  FileCursor(JournalFile file, JournalFilter filter, Decompressor decompressor) {
    this.file = file;
    this.decompressor = decompressor;
    all = EntryList.ofFile(file);
    source = filter.compile(all, payload -> new DataMatch(file, payload, decompressor));
    key.seqnumIdHigh = file.seqnumId().high();
    key.seqnumIdLow = file.seqnumId().low();
  }

  long entry() {
    return entry;
  }

  /** Size of the candidate's object in bytes. */
  long entrySize() {
    return entrySize;
  }

  /** The journal has let this file go; it may be dropped once it has nothing more to offer. */
  void retire() {
    retired = true;
  }

  boolean isDroppable() {
    return retired && (atEnd || direction == 0);
  }

  /** Forgets the place, after the reader was told to go elsewhere. */
  void reset() {
    entry = EntrySource.NONE;
    direction = 0;
    atEnd = false;
    taken = false;
  }

  void take() {
    taken = true;
  }

  /** Makes sure there is a candidate beyond {@code from}; false when this file has none. */
  boolean offer(int towards, Location from) {
    if (file.isGone()) {
      atEnd = true;
      return false;
    }
    try {
      if (direction != towards) {
        return start(towards, from);
      }
      if (atEnd) {
        return mayHaveMore() && restart(towards, from);
      }
      return (!taken || advance()) && skipTwins(from);
    } catch (DamagedException broken) {
      file.damaged(String.valueOf(broken.getMessage()));
      end();
    } catch (IndexOutOfBoundsException broken) {
      file.damaged("object beyond the map");
      end();
    } catch (InternalError fault) {
      file.vanished();
      atEnd = true;
    }
    return false;
  }

  private void end() {
    atEnd = true;
    note();
  }

  /** In this order: an entry that comes in between is seen by its count later. */
  private void note() {
    entriesBefore = file.entries();
    onlineBefore = source != all && file.isOnline();
  }

  /**
   * An entry is counted before its fields know of it, so with a filter the count alone does not
   * tell while the file is written to. One that is offline has all its entries known: journald says
   * that it is online before it writes to it.
   */
  private boolean mayHaveMore() {
    return file.entries() != entriesBefore
        || (source != all && file.isLive() && (onlineBefore || file.isOnline()));
  }

  private boolean restart(int towards, Location from) {
    atEnd = false;
    if (entry == EntrySource.NONE) {
      return start(towards, from);
    }
    return advance() && skipTwins(from);
  }

  private boolean start(int towards, Location from) {
    direction = towards;
    atEnd = false;
    entry = EntrySource.NONE;
    long beside =
        switch (from.kind) {
          case HEAD -> 0;
          case TAIL -> EntrySource.END;
          case CURSOR, TIME, ENTRY -> boundary(from);
        };
    if (!load(towards == DOWN ? beside : beside - 1)) {
      return false;
    }
    while (from.kind == Location.Kind.ENTRY && EntryKey.compare(key, from.key) * towards <= 0) {
      if (!advance()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The offset that divides the file at {@code to}: downwards the first entry at it or after lies
   * there or later, upwards the last one at it or before lies before.
   */
  private long boundary(Location to) {
    long past = direction == UP ? 1 : 0;
    if (to.kind != Location.Kind.TIME) {
      if (to.key.seqnumIdLow == key.seqnumIdLow && to.key.seqnumIdHigh == key.seqnumIdHigh) {
        return all.firstReaching(ENTRY_SEQNUM, to.key.seqnum + past);
      }
      long boot = file.findData(bootPayload(to.key), decompressor);
      if (boot != 0) {
        EntryList ofBoot = EntryList.ofData(file, boot);
        long found = ofBoot.firstReaching(ENTRY_MONOTONIC, to.key.monotonicMicros + past);
        return found == EntrySource.END ? ofBoot.atOrBefore(EntrySource.END) + 1 : found;
      }
    }
    return all.firstReaching(ENTRY_REALTIME, to.key.realtimeMicros + past);
  }

  private static byte[] bootPayload(EntryKey key) {
    return ("_BOOT_ID=" + new Id128(key.bootIdHigh, key.bootIdLow))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The same entry may stand in two files; it is given once. */
  private boolean skipTwins(Location from) {
    while (key.xorHash == from.key.xorHash
        && from.kind == Location.Kind.ENTRY
        && EntryKey.compare(key, from.key) == 0) {
      if (!advance()) {
        return false;
      }
    }
    return true;
  }

  private boolean advance() {
    return load(entry + direction);
  }

  /**
   * Takes the first whole entry from {@code offset} on as the candidate; broken ones are passed
   * over.
   */
  private boolean load(long offset) {
    long wanted = offset;
    note();
    while (true) {
      long found = direction == DOWN ? source.atOrAfter(wanted) : source.atOrBefore(wanted);
      if (found == EntrySource.NONE) {
        atEnd = true;
        return false;
      }
      if (read(found)) {
        return true;
      }
      wanted = found + direction;
    }
  }

  private boolean read(long offset) {
    long size;
    try {
      size = file.object(offset, OBJECT_ENTRY, ENTRY_ITEMS);
    } catch (DamagedException broken) {
      file.damaged("entry: " + broken.getMessage());
      return false;
    }
    key.load(file, offset);
    if (key.seqnum == 0
        || key.realtimeMicros <= 0
        || key.realtimeMicros >= TIME_LIMIT_MICROS
        || key.monotonicMicros < 0
        || key.monotonicMicros >= TIME_LIMIT_MICROS
        || size == ENTRY_ITEMS) {
      file.damaged("entry with impossible numbers");
      return false;
    }
    entry = offset;
    entrySize = size;
    taken = false;
    return true;
  }
}
