package io.millpond.journal;

import static io.millpond.journal.Layout.*;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One mapped journal file and every check that stands between its bytes and us.
 *
 * <p>The file may be in the middle of being written by journald, may have been cut off by a crash,
 * or may be made up to hurt. So:
 *
 * <ul>
 *   <li>{@code n_entries} is read with acquire semantics, and only entries below it are looked at:
 *       journald links an entry before it counts it.
 *   <li>Every offset is checked for alignment and for lying between the header and the end of the
 *       last object ({@link #limit}), never against the file's size: the arena's tail is
 *       preallocated, and journald cuts it off when it archives the file. Touching a page that is
 *       cut off is a fault.
 *   <li>Chains (hash buckets, entry arrays) must lead to higher offsets, as journald always
 *       appends. That is what ends every walk.
 *   <li>Whatever is wrong is a {@link DamagedException}, which callers turn into a {@link Damage};
 *       an {@link InternalError} is the fault of a page that vanished, and is treated alike.
 * </ul>
 *
 * <p>Maps are counted: the journal holds one reference, each reader one more, and the last to let
 * go unmaps, so a vacuumed file's disk space is not pinned by waiting for the garbage collector. A
 * file that grows is mapped anew as a whole; earlier maps stay until the end, as other threads may
 * be reading them.
 */
final class JournalFile implements Closeable {
  private static final VarHandle ACQUIRE = U64_ALIGNED.varHandle();

  private volatile String name;
  private final DamageLog damages;
  private final Arena arena = Arena.ofShared();
  private final AtomicInteger references = new AtomicInteger(1);
  private final @Nullable FileChannel channel;
  private final FieldCache cache;

  private final boolean compact;
  private final boolean keyed;
  private final long headerSize;
  private final long sipKey0;
  private final long sipKey1;
  private final Id128 fileId;
  private final Id128 seqnumId;

  /**
   * Replaced by a longer map when the file grows. Not volatile, as it is read several times for
   * every field: {@link #limit} is, is written after it, and is read before anything is looked at
   * that the older map lacks.
   */
  private MemorySegment map;

  /** Whether the file may still be written to, when its state was last noted. */
  private volatile boolean live;

  private volatile boolean gone;

  /** The end of the last object that was there when we last looked. */
  private volatile long limit;

  private JournalFile(String name, FileChannel opened, DamageLog damages, CacheBudget budget)
      throws IOException {
    this.name = name;
    this.damages = damages;
    MemorySegment first = opened.map(MapMode.READ_ONLY, 0, opened.size(), arena);
    map = first;
    int flags = first.get(U32, INCOMPATIBLE_FLAGS);
    compact = (flags & FLAG_COMPACT) != 0;
    keyed = (flags & FLAG_KEYED_HASH) != 0;
    headerSize = first.get(U64, HEADER_SIZE);
    sipKey0 = first.get(U64, FILE_ID);
    sipKey1 = first.get(U64, FILE_ID + 8);
    fileId = id(first, FILE_ID);
    seqnumId = id(first, SEQNUM_ID);
    cache = new FieldCache(budget);
    channel = first.get(U8, STATE) == STATE_ARCHIVED ? null : opened;
    limit = findLimit(first, opened);
    live = channel != null;
  }

  /**
   * Maps a file.
   *
   * @throws DamagedException when it is no journal file or of a kind we must not guess at
   * @throws IOException when it cannot be opened
   */
  static JournalFile open(Path path, DamageLog damages, CacheBudget budget) throws IOException {
    String name = String.valueOf(path.getFileName());
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    boolean kept = false;
    try {
      checkHeader(channel);
      JournalFile file = new JournalFile(name, channel, damages, budget);
      kept = file.channel != null;
      return file;
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  private static void checkHeader(FileChannel channel) throws IOException {
    if (channel.size() < MIN_HEADER_SIZE) {
      throw new DamagedException("shorter than a journal header");
    }
    try (Arena scratch = Arena.ofConfined()) {
      MemorySegment head = scratch.allocate(MIN_HEADER_SIZE, 8);
      if (channel.read(head.asByteBuffer(), 0) < MIN_HEADER_SIZE || head.get(U64, 0) != SIGNATURE) {
        throw new DamagedException("no journal signature");
      }
      int unknown = head.get(U32, INCOMPATIBLE_FLAGS) & ~KNOWN_INCOMPATIBLE;
      if (unknown != 0) {
        throw new DamagedException("unknown incompatible flags 0x" + Integer.toHexString(unknown));
      }
      int state = head.get(U8, STATE);
      if (state < STATE_OFFLINE || state > STATE_ARCHIVED) {
        throw new DamagedException("unknown state " + state);
      }
      long headerSize = head.get(U64, HEADER_SIZE);
      if (headerSize < MIN_HEADER_SIZE || headerSize > channel.size() || (headerSize & 7) != 0) {
        throw new DamagedException("header size out of range");
      }
    }
  }

  private static Id128 id(MemorySegment map, long offset) {
    return new Id128(map.get(U64_BIG, offset), map.get(U64_BIG, offset + 8));
  }

  /**
   * Where the last object ends, which is as far as we look. A header that makes no sense of it
   * leaves the file's size as the bound, so that what is whole in a broken file can still be read.
   */
  private long findLimit(MemorySegment map, FileChannel opened) throws IOException {
    // journald enlarges the file before it says so, and says so before it trims it.
    long fileSize = opened.size();
    long arenaSize = map.get(U64, ARENA_SIZE);
    if (arenaSize > fileSize - headerSize) {
      fileSize = opened.size();
    }
    long whole = Math.min(fileSize, map.byteSize());
    if (arenaSize < 0 || arenaSize > fileSize - headerSize) {
      damaged("shorter than its header says");
      return whole;
    }
    long end = Math.min(headerSize + arenaSize, whole);
    long tail = map.get(U64, TAIL_OBJECT_OFFSET);
    if (tail == 0) {
      return end;
    }
    if ((tail & 7) != 0 || tail < headerSize || tail > end - OBJECT_HEADER_SIZE) {
      damaged("last object out of range");
      return whole;
    }
    long tailSize = map.get(U64, tail + OBJECT_SIZE);
    if (tailSize < OBJECT_HEADER_SIZE || tailSize > end - tail) {
      damaged("last object cut off");
      return whole;
    }
    return Math.min(end, alignUp(tail + tailSize));
  }

  /** Looks again how far the file reaches; true when it reaches further than before. */
  private synchronized boolean grow() {
    if (channel == null || !channel.isOpen()) {
      return false;
    }
    try {
      long size = channel.size();
      MemorySegment current = map;
      long wanted = headerSize + current.get(U64, ARENA_SIZE);
      if (wanted > current.byteSize() && size > current.byteSize()) {
        current = channel.map(MapMode.READ_ONLY, 0, size, arena);
        map = current;
      }
      long before = limit;
      limit = Math.max(before, findLimit(current, channel));
      return limit > before;
    } catch (IOException gone) {
      damaged("cannot be mapped again");
      return false;
    }
  }

  String name() {
    return name;
  }

  /** journald renames a file when it archives it. */
  void rename(String newName) {
    if (!name.equals(newName)) {
      name = newName;
    }
  }

  /**
   * Archived files are not written any more; others may be, even when they are offline at the
   * moment.
   */
  boolean isLive() {
    return live;
  }

  void noteState() {
    if (live) {
      live = state() != STATE_ARCHIVED;
    }
  }

  /**
   * A part of the file could not be read any more: it was cut while it was mapped. Nothing of this
   * map is touched again.
   */
  void vanished() {
    live = false;
    gone = true;
    damaged("a part of the file vanished");
  }

  boolean isGone() {
    return gone;
  }

  FieldCache cache() {
    return cache;
  }

  boolean compact() {
    return compact;
  }

  Id128 fileId() {
    return fileId;
  }

  Id128 seqnumId() {
    return seqnumId;
  }

  void damaged(String what) {
    damages.add(name, what);
  }

  /** One of {@code STATE_}; it changes while the file is open. */
  int state() {
    return map.get(U8, STATE);
  }

  /** Whether journald has it open for writing, or crashed while it had. */
  boolean isOnline() {
    return state() == STATE_ONLINE;
  }

  /** How many entries are linked; never fewer than a moment ago in a healthy file. */
  long entries() {
    return (long) ACQUIRE.getAcquire(map, (long) N_ENTRIES);
  }

  long header(int field) {
    return map.get(U64, field);
  }

  long u64(long offset) {
    return map.get(U64, offset);
  }

  long u32(long offset) {
    return map.get(U32, offset) & 0xffffffffL;
  }

  long u64BigEndian(long offset) {
    return map.get(U64_BIG, offset);
  }

  int u8(long offset) {
    return map.get(U8, offset);
  }

  byte[] bytes(long offset, int length) {
    byte[] bytes = new byte[length];
    MemorySegment.copy(map, U8, offset, bytes, 0, length);
    return bytes;
  }

  boolean startsWith(long offset, byte[] prefix) {
    MemorySegment current = map;
    for (int i = 0; i < prefix.length; i++) {
      if (current.get(U8, offset + i) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks that an object of {@code type} lies at {@code offset} and gives its size in bytes,
   * header included.
   *
   * @throws DamagedException when it does not
   */
  long object(long offset, int type, long minSize) {
    if ((offset & 7) != 0 || offset < headerSize) {
      throw new DamagedException("object offset out of range");
    }
    if (offset > limit - minSize && !(grow() && offset <= limit - minSize)) {
      throw new DamagedException("object beyond the end");
    }
    MemorySegment current = map;
    if (current.get(U8, offset) != type) {
      throw new DamagedException("object of another type than expected");
    }
    long size = current.get(U64, offset + OBJECT_SIZE);
    if (size < minSize || (size > limit - offset && !(grow() && size <= limit - offset))) {
      throw new DamagedException("object size out of range");
    }
    return size;
  }

  /**
   * Finds the data object whose payload is {@code payload} ({@code NAME=value}) through the hash
   * table.
   *
   * @return its offset, 0 when the file has none
   */
  long findData(byte[] payload, Decompressor decompressor) {
    long table = header(DATA_HASH_TABLE_OFFSET);
    long buckets = header(DATA_HASH_TABLE_SIZE) / HASH_ITEM_SIZE;
    if (table == 0 || buckets == 0) {
      return 0;
    }
    if (buckets < 0
        || object(table - OBJECT_HEADER_SIZE, OBJECT_DATA_HASH_TABLE, OBJECT_HEADER_SIZE)
            < OBJECT_HEADER_SIZE + buckets * HASH_ITEM_SIZE) {
      throw new DamagedException("data hash table out of range");
    }
    long hash = keyed ? SipHash24.hash(payload, sipKey0, sipKey1) : LookupHash.hash(payload);
    long at = u64(table + Long.remainderUnsigned(hash, buckets) * HASH_ITEM_SIZE);
    while (at != 0) {
      long size = object(at, OBJECT_DATA, payloadStart());
      if (u64(at + DATA_HASH) == hash
          && Arrays.equals(payload, payload(at, size, decompressor).bytes())) {
        return at;
      }
      long next = u64(at + DATA_NEXT_HASH);
      if (next != 0 && next <= at) {
        throw new DamagedException("hash chain that leads back");
      }
      at = next;
    }
    return 0;
  }

  int payloadStart() {
    return compact ? DATA_PAYLOAD_COMPACT : DATA_PAYLOAD;
  }

  /** The unpacked payload of the data object at {@code offset}, whose size was checked. */
  Decompressor.Unpacked payload(long offset, long size, Decompressor decompressor) {
    long length = size - payloadStart();
    int packed = u8(offset + OBJECT_FLAGS) & COMPRESSED_MASK;
    if (packed == 0) {
      int kept = (int) Math.min(length, decompressor.maxBytes());
      return new Decompressor.Unpacked(bytes(offset + payloadStart(), kept), kept < length);
    }
    if (length > decompressor.maxBytes()) {
      return new Decompressor.Unpacked(new byte[0], true);
    }
    return decompressor.unpack(bytes(offset + payloadStart(), (int) length), packed);
  }

  /** Takes a reference; false when the file is already unmapped. */
  boolean acquire() {
    for (int n = references.get(); n > 0; n = references.get()) {
      if (references.compareAndSet(n, n + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Gives a reference back; the last one unmaps. */
  @Override
  public void close() {
    if (references.decrementAndGet() == 0) {
      cache.drop();
      if (channel != null) {
        try {
          channel.close();
        } catch (IOException ignored) {
          // Nothing was written; the descriptor is gone either way.
        }
      }
      arena.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
