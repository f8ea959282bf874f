package io.millpond.journal;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where things lie in a journal file, in bytes, as systemd's JOURNAL_FILE_FORMAT document lays them
 * out. All numbers are little endian; all objects begin at multiples of eight.
 */
final class Layout {
  static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong U64_ALIGNED =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong U64_BIG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfByte U8 = ValueLayout.JAVA_BYTE;

  /** "LPKSHHRH" read as a little endian number. */
  static final long SIGNATURE = 0x48524848534B504CL;

  static final int INCOMPATIBLE_FLAGS = 12;
  static final int STATE = 16;
  static final int FILE_ID = 24;
  static final int MACHINE_ID = 40;
  static final int SEQNUM_ID = 72;
  static final int HEADER_SIZE = 88;
  static final int ARENA_SIZE = 96;
  static final int DATA_HASH_TABLE_OFFSET = 104;
  static final int DATA_HASH_TABLE_SIZE = 112;
  static final int FIELD_HASH_TABLE_OFFSET = 120;
  static final int FIELD_HASH_TABLE_SIZE = 128;
  static final int TAIL_OBJECT_OFFSET = 136;
  static final int N_OBJECTS = 144;
  static final int N_ENTRIES = 152;
  static final int TAIL_ENTRY_SEQNUM = 160;
  static final int HEAD_ENTRY_SEQNUM = 168;
  static final int ENTRY_ARRAY_OFFSET = 176;
  static final int HEAD_ENTRY_REALTIME = 184;
  static final int TAIL_ENTRY_REALTIME = 192;

  /** The shortest header there ever was: everything up to n_data. */
  static final int MIN_HEADER_SIZE = 208;

  static final int FLAG_XZ = 1;
  static final int FLAG_LZ4 = 2;
  static final int FLAG_KEYED_HASH = 4;
  static final int FLAG_ZSTD = 8;
  static final int FLAG_COMPACT = 16;
  static final int KNOWN_INCOMPATIBLE =
      FLAG_XZ | FLAG_LZ4 | FLAG_KEYED_HASH | FLAG_ZSTD | FLAG_COMPACT;

  static final int STATE_OFFLINE = 0;
  static final int STATE_ONLINE = 1;
  static final int STATE_ARCHIVED = 2;

  static final int OBJECT_DATA = 1;
  static final int OBJECT_FIELD = 2;
  static final int OBJECT_ENTRY = 3;
  static final int OBJECT_DATA_HASH_TABLE = 4;
  static final int OBJECT_FIELD_HASH_TABLE = 5;
  static final int OBJECT_ENTRY_ARRAY = 6;
  static final int OBJECT_TAG = 7;

  static final int OBJECT_FLAGS = 1;
  static final int OBJECT_SIZE = 8;
  static final int OBJECT_HEADER_SIZE = 16;

  static final int COMPRESSED_XZ = 1;
  static final int COMPRESSED_LZ4 = 2;
  static final int COMPRESSED_ZSTD = 4;
  static final int COMPRESSED_MASK = 7;

  static final int DATA_HASH = 16;
  static final int DATA_NEXT_HASH = 24;
  static final int DATA_NEXT_FIELD = 32;
  static final int DATA_ENTRY = 40;
  static final int DATA_ENTRY_ARRAY = 48;
  static final int DATA_N_ENTRIES = 56;
  static final int DATA_PAYLOAD = 64;
  static final int DATA_PAYLOAD_COMPACT = 72;

  static final int ENTRY_SEQNUM = 16;
  static final int ENTRY_REALTIME = 24;
  static final int ENTRY_MONOTONIC = 32;
  static final int ENTRY_BOOT_ID = 40;
  static final int ENTRY_XOR_HASH = 56;
  static final int ENTRY_ITEMS = 64;

  static final int ARRAY_NEXT = 16;
  static final int ARRAY_ITEMS = 24;

  static final int HASH_ITEM_SIZE = 16;

  /** Times of 2^55 µs and above are never written by journald. */
  static final long TIME_LIMIT_MICROS = 1L << 55;

  private Layout() {}

  static long alignUp(long offset) {
    return (offset + 7) & -8;
  }
}
