package io.millpond.journal;

import static io.millpond.journal.Layout.*;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Writes a journal file as journald does: through a map, preallocated, an entry linked before it is
 * counted and counted before it is linked to its fields; trimmed and renamed when it is archived.
 * For what the tools installed here cannot write, and for tests of following.
 */
final class JournalFileWriter implements Closeable {
  private static final int HEADER_BYTES = 264;
  private static final int BUCKETS = 37;
  private static final int PREALLOCATED = 64 << 10;
  private static final int COMPRESS_FROM = 64;
  private static final int FIRST_ARRAY_ITEMS = 4;

  /**
   * What kind of file to write.
   *
   * @param compression 0 or one of the {@code COMPRESSED_} flags
   */
  record Kind(boolean compact, boolean keyed, int compression) {
    static final Kind PLAIN = new Kind(false, false, 0);

    int flags() {
      return (compact ? FLAG_COMPACT : 0)
          | (keyed ? FLAG_KEYED_HASH : 0)
          | switch (compression) {
            case COMPRESSED_XZ -> FLAG_XZ;
            case COMPRESSED_LZ4 -> FLAG_LZ4;
            case COMPRESSED_ZSTD -> FLAG_ZSTD;
            default -> 0;
          };
    }
  }

  /** A chain of entry arrays that is being filled. */
  private static final class Chain {
    long array;
    long items;
    long used;
  }

  private final Path path;
  private final Kind kind;
  private final FileChannel channel;
  private final Arena arena = Arena.ofShared();
  private final Map<String, Long> data = new HashMap<>();
  private final Map<Long, Chain> chains = new HashMap<>();
  private final Chain main = new Chain();
  private final long dataTable;
  private MemorySegment map;
  private long end;
  private long seqnum;

  JournalFileWriter(Path path, Kind kind, Id128 fileId, Id128 seqnumId, long firstSeqnum) {
    this.path = path;
    this.kind = kind;
    seqnum = firstSeqnum;
    try {
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      map = channel.map(MapMode.READ_WRITE, 0, PREALLOCATED, arena);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    put(ARENA_SIZE, PREALLOCATED - HEADER_BYTES);
    put(HEADER_SIZE, HEADER_BYTES);
    map.set(U32, INCOMPATIBLE_FLAGS, kind.flags());
    map.set(U8, STATE, (byte) STATE_ONLINE);
    putId(FILE_ID, fileId);
    putId(MACHINE_ID, new Id128(7, 7));
    putId(SEQNUM_ID, seqnumId);
    end = HEADER_BYTES;
    dataTable = append(OBJECT_DATA_HASH_TABLE, OBJECT_HEADER_SIZE + BUCKETS * 16L) + 16;
    put(DATA_HASH_TABLE_OFFSET, dataTable);
    put(DATA_HASH_TABLE_SIZE, BUCKETS * 16L);
    long fieldTable = append(OBJECT_FIELD_HASH_TABLE, OBJECT_HEADER_SIZE + BUCKETS * 16L) + 16;
    put(FIELD_HASH_TABLE_OFFSET, fieldTable);
    put(FIELD_HASH_TABLE_SIZE, BUCKETS * 16L);
    // The signature last: until then this is no journal yet.
    put(0, SIGNATURE);
  }

  static JournalFileWriter create(Path path, Kind kind) {
    return new JournalFileWriter(path, kind, new Id128(1, path.hashCode()), new Id128(9, 9), 1);
  }

  Path path() {
    return path;
  }

  long nextSeqnum() {
    return seqnum;
  }

  MemorySegment map() {
    return map;
  }

  private void put(long offset, long value) {
    map.set(U64, offset, value);
  }

  private long get(long offset) {
    return map.get(U64, offset);
  }

  private void add(long offset, long value) {
    put(offset, get(offset) + value);
  }

  private void putId(long offset, Id128 id) {
    map.set(U64_BIG, offset, id.high());
    map.set(U64_BIG, offset + 8, id.low());
  }

  private long append(int type, long size) {
    long offset = alignUp(end);
    grow(offset + size);
    map.set(U8, offset, (byte) type);
    put(offset + OBJECT_SIZE, size);
    end = offset + size;
    put(TAIL_OBJECT_OFFSET, offset);
    add(N_OBJECTS, 1);
    return offset;
  }

  private void grow(long needed) {
    long size = map.byteSize();
    if (needed <= size) {
      return;
    }
    long larger = (needed / PREALLOCATED + 1) * PREALLOCATED;
    try {
      map = channel.map(MapMode.READ_WRITE, 0, larger, arena);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    put(ARENA_SIZE, larger - HEADER_BYTES);
  }

  private long data(byte[] payload) {
    String key = new String(payload, StandardCharsets.ISO_8859_1);
    Long known = data.get(key);
    if (known != null) {
      return known;
    }
    boolean pack = kind.compression() != 0 && payload.length >= COMPRESS_FROM;
    byte[] packed = pack ? pack(payload, kind.compression()) : payload;
    int start = kind.compact() ? DATA_PAYLOAD_COMPACT : DATA_PAYLOAD;
    long offset = append(OBJECT_DATA, start + packed.length);
    if (pack) {
      map.set(U8, offset + OBJECT_FLAGS, (byte) kind.compression());
    }
    long hash =
        kind.keyed()
            ? SipHash24.hash(payload, get(FILE_ID), get(FILE_ID + 8))
            : LookupHash.hash(payload);
    put(offset + DATA_HASH, hash);
    MemorySegment.copy(packed, 0, map, U8, offset + start, packed.length);
    long bucket = dataTable + Long.remainderUnsigned(hash, BUCKETS) * 16;
    long tail = get(bucket + 8);
    put(tail == 0 ? bucket : tail + DATA_NEXT_HASH, offset);
    put(bucket + 8, offset);
    data.put(key, offset);
    return offset;
  }

  static byte[] pack(byte[] payload, int compression) {
    try {
      if (compression == COMPRESSED_XZ) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(0))) {
          xz.write(payload);
        }
        return out.toByteArray();
      }
      Compressor compressor =
          compression == COMPRESSED_LZ4 ? new Lz4JavaCompressor() : new ZstdJavaCompressor();
      int start = compression == COMPRESSED_LZ4 ? Long.BYTES : 0;
      byte[] packed = new byte[start + compressor.maxCompressedLength(payload.length)];
      if (start > 0) {
        ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putLong(0, payload.length);
      }
      int length =
          compressor.compress(payload, 0, payload.length, packed, start, packed.length - start);
      return Arrays.copyOf(packed, start + length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Appends an entry of fields {@code NAME=value}. */
  void append(long realtimeMicros, String... fields) {
    append(
        realtimeMicros,
        Arrays.stream(fields).map(f -> f.getBytes(StandardCharsets.UTF_8)).toList());
  }

  void append(long realtimeMicros, List<byte[]> fields) {
    appendAndHoldBackLinks(realtimeMicros, fields).run();
  }

  /** Appends and counts an entry; its fields only know of it once what is returned has run. */
  Runnable appendAndHoldBackLinks(long realtimeMicros, List<byte[]> fields) {
    Id128 boot = new Id128(3, 3);
    List<byte[]> all = new ArrayList<>(fields);
    all.add(("_BOOT_ID=" + boot).getBytes(StandardCharsets.US_ASCII));
    long xor = 0;
    List<Long> items = new ArrayList<>();
    for (byte[] payload : all) {
      xor ^= LookupHash.hash(payload);
      items.add(data(payload));
    }
    items.sort(null);
    int itemSize = kind.compact() ? 4 : 16;
    long entry = append(OBJECT_ENTRY, ENTRY_ITEMS + (long) items.size() * itemSize);
    put(entry + ENTRY_SEQNUM, seqnum);
    put(entry + ENTRY_REALTIME, realtimeMicros);
    put(entry + ENTRY_MONOTONIC, realtimeMicros - 1_000_000);
    putId(entry + ENTRY_BOOT_ID, boot);
    put(entry + ENTRY_XOR_HASH, xor);
    for (int i = 0; i < items.size(); i++) {
      long at = entry + ENTRY_ITEMS + (long) i * itemSize;
      if (kind.compact()) {
        map.set(U32, at, items.get(i).intValue());
      } else {
        put(at, items.get(i));
        put(at + 8, get(items.get(i) + DATA_HASH));
      }
    }
    link(main, ENTRY_ARRAY_OFFSET, entry);
    count(realtimeMicros);
    return () -> items.forEach(item -> linkData(item, entry));
  }

  private void count(long realtimeMicros) {
    if (get(N_ENTRIES) == 0) {
      put(HEAD_ENTRY_SEQNUM, seqnum);
      put(HEAD_ENTRY_REALTIME, realtimeMicros);
    }
    put(TAIL_ENTRY_SEQNUM, seqnum);
    put(TAIL_ENTRY_REALTIME, realtimeMicros);
    U64_ALIGNED.varHandle().setRelease(map, (long) N_ENTRIES, get(N_ENTRIES) + 1);
    seqnum++;
  }

  private void linkData(long item, long entry) {
    if (get(item + DATA_N_ENTRIES) == 0) {
      put(item + DATA_ENTRY, entry);
    } else {
      link(chains.computeIfAbsent(item, i -> new Chain()), item + DATA_ENTRY_ARRAY, entry);
    }
    add(item + DATA_N_ENTRIES, 1);
  }

  private void link(Chain chain, long head, long entry) {
    int itemSize = kind.compact() ? 4 : 8;
    if (chain.used == chain.items) {
      long items = chain.array == 0 ? FIRST_ARRAY_ITEMS : chain.items * 2;
      long array = append(OBJECT_ENTRY_ARRAY, ARRAY_ITEMS + items * itemSize);
      put(chain.array == 0 ? head : chain.array + ARRAY_NEXT, array);
      chain.array = array;
      chain.items = items;
      chain.used = 0;
    }
    long at = chain.array + ARRAY_ITEMS + chain.used++ * itemSize;
    if (kind.compact()) {
      map.set(U32, at, (int) entry);
    } else {
      put(at, entry);
    }
  }

  /** Archives this file under another name and goes on in a new one under the old name. */
  JournalFileWriter rotate(Path archived, Id128 newFileId) {
    map.set(U8, STATE, (byte) STATE_ARCHIVED);
    try {
      put(ARENA_SIZE, alignUp(end) - HEADER_BYTES);
      channel.truncate(alignUp(end));
      Files.move(path, archived);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JournalFileWriter next =
        new JournalFileWriter(
            path,
            kind,
            newFileId,
            new Id128(map.get(U64_BIG, SEQNUM_ID), map.get(U64_BIG, SEQNUM_ID + 8)),
            seqnum);
    close();
    return next;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    arena.close();
  }
}
