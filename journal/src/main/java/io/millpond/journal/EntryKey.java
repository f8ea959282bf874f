package io.millpond.journal;

/**
 * What orders an entry among the entries of all files, mutable because it is filled anew for every
 * entry read.
 *
 * <p>The order is libsystemd's: sequence numbers decide between files of one sequence, then the
 * monotonic clock within one boot, then the wall clock, then the fields' hash. Entries that agree
 * in everything are one entry that stands in two files. (It is no total order when wall clocks
 * jump: three files can rank in a circle. Merging only relies on each step.)
 */
final class EntryKey {
  long seqnumIdHigh;
  long seqnumIdLow;
  long seqnum;
  long bootIdHigh;
  long bootIdLow;
  long monotonicMicros;
  long realtimeMicros;
  long xorHash;

  void copy(EntryKey other) {
    seqnumIdHigh = other.seqnumIdHigh;
    seqnumIdLow = other.seqnumIdLow;
    seqnum = other.seqnum;
    bootIdHigh = other.bootIdHigh;
    bootIdLow = other.bootIdLow;
    monotonicMicros = other.monotonicMicros;
    realtimeMicros = other.realtimeMicros;
    xorHash = other.xorHash;
  }

  /** Takes the numbers of the entry at {@code offset}; those of the sequence's id are left. */
  void load(JournalFile file, long offset) {
    seqnum = file.u64(offset + Layout.ENTRY_SEQNUM);
    realtimeMicros = file.u64(offset + Layout.ENTRY_REALTIME);
    monotonicMicros = file.u64(offset + Layout.ENTRY_MONOTONIC);
    bootIdHigh = file.u64BigEndian(offset + Layout.ENTRY_BOOT_ID);
    bootIdLow = file.u64BigEndian(offset + Layout.ENTRY_BOOT_ID + Long.BYTES);
    xorHash = file.u64(offset + Layout.ENTRY_XOR_HASH);
  }

  void set(Cursor cursor) {
    seqnumIdHigh = cursor.seqnumId().high();
    seqnumIdLow = cursor.seqnumId().low();
    seqnum = cursor.seqnum();
    bootIdHigh = cursor.bootId().high();
    bootIdLow = cursor.bootId().low();
    monotonicMicros = cursor.monotonicMicros();
    realtimeMicros = cursor.realtimeMicros();
    xorHash = cursor.xorHash();
  }

  static int compare(EntryKey a, EntryKey b) {
    boolean sameBoot = a.bootIdLow == b.bootIdLow && a.bootIdHigh == b.bootIdHigh;
    boolean sameSequence = a.seqnumIdLow == b.seqnumIdLow && a.seqnumIdHigh == b.seqnumIdHigh;
    int order = sameSequence ? Long.compareUnsigned(a.seqnum, b.seqnum) : 0;
    if (order == 0 && sameBoot) {
      order = Long.compareUnsigned(a.monotonicMicros, b.monotonicMicros);
    }
    if (order == 0) {
      order = Long.compareUnsigned(a.realtimeMicros, b.realtimeMicros);
    }
    return order == 0 ? Long.compareUnsigned(a.xorHash, b.xorHash) : order;
  }
}
