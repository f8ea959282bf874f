package io.millpond.cli.demo;

import io.millpond.journal.LookupHash;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes a systemd journal file that {@code journalctl --file} reads: the oldest form of the
 * format, without compression, keyed hashes or compact objects. An example needs no more.
 *
 * <p>A file is a header and objects. An entry refers to data objects, one for each distinct {@code
 * FIELD=value}; data objects are found through a hash table, are chained by field, and each lists
 * the entries that refer to it. Lists of entries are chains of arrays. The file is mapped, and
 * readers may have it open: an object is complete before anything refers to it, and the number of
 * entries in the header is written last. Source: systemd's "Journal File Format".
 */
final class JournalWriter implements AutoCloseable {
  /** Room for some 100,000 entries of the demo; sparse, so that it costs what is written. */
  private static final int FILE_BYTES = 64 << 20;

  private static final int DATA = 1;
  private static final int FIELD = 2;
  private static final int ENTRY = 3;
  private static final int DATA_HASH_TABLE = 4;
  private static final int FIELD_HASH_TABLE = 5;
  private static final int ENTRY_ARRAY = 6;

  private static final int HEADER_BYTES = 240;
  private static final int OBJECT_HEADER_BYTES = 16;
  private static final int DATA_BUCKETS = 2047;
  private static final int FIELD_BUCKETS = 333;
  private static final int STATE_OFFLINE = 0;
  private static final int STATE_ONLINE = 1;

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Offsets of the file header's fields. */
  private static final class Header {
    static final int STATE = 16;
    static final int TAIL_BOOT_ID = 56;
    static final int TAIL_OBJECT = 136;
    static final int OBJECTS = 144;
    static final int ENTRIES = 152;
    static final int TAIL_SEQNUM = 160;
    static final int HEAD_SEQNUM = 168;
    static final int ENTRY_ARRAY = 176;
    static final int HEAD_REALTIME = 184;
    static final int TAIL_REALTIME = 192;
    static final int TAIL_MONOTONIC = 200;
    static final int DATA_OBJECTS = 208;
    static final int FIELD_OBJECTS = 216;
    static final int ENTRY_ARRAYS = 232;
  }

  /** A chain of entry arrays while it grows. */
  private static final class Chain {
    int tail;
    int used;
    int capacity;
  }

  private record Item(int object, long hash) {}

  private final MappedByteBuffer map;
  private final UUID bootId;
  private final Chain all = new Chain();
  private final Map<Integer, Chain> byData = new HashMap<>();
  private int end = HEADER_BYTES;
  private int dataTable;
  private int fieldTable;
  private long seqnum;

  private JournalWriter(MappedByteBuffer map, UUID machineId, UUID bootId) {
    map.order(ByteOrder.LITTLE_ENDIAN);
    this.map = map;
    this.bootId = bootId;
    writeHeader(machineId);
  }

  static JournalWriter create(Path file, UUID machineId, UUID bootId) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return new JournalWriter(
          channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES), machineId, bootId);
    }
  }

  private void writeHeader(UUID machineId) {
    map.put(0, "LPKSHHRH".getBytes(StandardCharsets.US_ASCII));
    put(24, UUID.randomUUID());
    put(40, machineId);
    put(72, UUID.randomUUID());
    map.putLong(88, HEADER_BYTES);
    map.putLong(96, FILE_BYTES - HEADER_BYTES);
    dataTable = table(DATA_HASH_TABLE, DATA_BUCKETS, 104);
    fieldTable = table(FIELD_HASH_TABLE, FIELD_BUCKETS, 120);
    map.put(Header.STATE, (byte) STATE_ONLINE);
  }

  private int table(int type, int buckets, int headerField) {
    int items = object(type, OBJECT_HEADER_BYTES + buckets * 16) + OBJECT_HEADER_BYTES;
    map.putLong(headerField, items);
    map.putLong(headerField + 8, buckets * 16L);
    return items;
  }

  /**
   * Appends an entry.
   *
   * @return false where the file is full
   */
  synchronized boolean append(Instant time, long monotonicMicros, Map<String, String> fields) {
    int bytes = fields.values().stream().mapToInt(String::length).sum() * 4;
    if (end + bytes + 16_384 > FILE_BYTES) {
      return false;
    }
    List<Item> items = new ArrayList<>();
    long xorHash = 0;
    for (Map.Entry<String, String> field : new LinkedHashMap<>(fields).entrySet()) {
      byte[] payload = utf8(field.getKey() + "=" + field.getValue());
      Item item = new Item(data(field.getKey(), payload), LookupHash.hash(payload));
      items.add(item);
      xorHash ^= item.hash();
    }
    items.sort(Comparator.comparingInt(Item::object));
    link(entry(time, monotonicMicros, xorHash, items), items, time, monotonicMicros);
    return true;
  }

  private int entry(Instant time, long monotonicMicros, long xorHash, List<Item> items) {
    int entry = object(ENTRY, 64 + items.size() * 16);
    map.putLong(entry + 16, ++seqnum);
    map.putLong(entry + 24, micros(time));
    map.putLong(entry + 32, monotonicMicros);
    put(entry + 40, bootId);
    map.putLong(entry + 56, xorHash);
    int at = entry + 64;
    for (Item item : items) {
      map.putLong(at, item.object());
      map.putLong(at + 8, item.hash());
      at += 16;
    }
    return entry;
  }

  private void link(int entry, List<Item> items, Instant time, long monotonicMicros) {
    addTo(all, Header.ENTRY_ARRAY, entry);
    for (Item item : items) {
      addToData(item.object(), entry);
    }
    if (seqnum == 1) {
      map.putLong(Header.HEAD_SEQNUM, seqnum);
      map.putLong(Header.HEAD_REALTIME, micros(time));
    }
    map.putLong(Header.TAIL_SEQNUM, seqnum);
    map.putLong(Header.TAIL_REALTIME, micros(time));
    map.putLong(Header.TAIL_MONOTONIC, monotonicMicros);
    put(Header.TAIL_BOOT_ID, bootId);
    LONG.setRelease((ByteBuffer) map, Header.ENTRIES, seqnum);
  }

  /** The first entry of a data object stands in the object itself, the others in arrays. */
  private void addToData(int data, int entry) {
    if (map.getLong(data + 40) == 0) {
      map.putLong(data + 40, entry);
    } else {
      addTo(byData.computeIfAbsent(data, d -> new Chain()), data + 48, entry);
    }
    count(data + 56);
  }

  private void addTo(Chain chain, int head, int entry) {
    if (chain.used == chain.capacity) {
      int capacity = Math.max(4, chain.capacity * 2);
      int array = object(ENTRY_ARRAY, 24 + capacity * 8);
      map.putLong(chain.tail == 0 ? head : chain.tail + 16, array);
      count(Header.ENTRY_ARRAYS);
      chain.tail = array;
      chain.used = 0;
      chain.capacity = capacity;
    }
    map.putLong(chain.tail + 24 + chain.used++ * 8, entry);
  }

  private int data(String field, byte[] payload) {
    long hash = LookupHash.hash(payload);
    int found = find(dataTable, DATA_BUCKETS, hash, payload, 64);
    if (found != 0) {
      return found;
    }
    int owner = field(field);
    int data = object(DATA, 64 + payload.length);
    map.putLong(data + 16, hash);
    map.putLong(data + 32, map.getLong(owner + 32));
    map.put(data + 64, payload);
    map.putLong(owner + 32, data);
    chainInto(dataTable, DATA_BUCKETS, hash, data);
    count(Header.DATA_OBJECTS);
    return data;
  }

  private int field(String name) {
    byte[] payload = utf8(name);
    long hash = LookupHash.hash(payload);
    int found = find(fieldTable, FIELD_BUCKETS, hash, payload, 40);
    if (found != 0) {
      return found;
    }
    int field = object(FIELD, 40 + payload.length);
    map.putLong(field + 16, hash);
    map.put(field + 40, payload);
    chainInto(fieldTable, FIELD_BUCKETS, hash, field);
    count(Header.FIELD_OBJECTS);
    return field;
  }

  private int find(int table, int buckets, long hash, byte[] payload, int payloadAt) {
    int object = (int) map.getLong(bucket(table, buckets, hash));
    while (object != 0) {
      if (map.getLong(object + 16) == hash && holds(object, payload, payloadAt)) {
        return object;
      }
      object = (int) map.getLong(object + 24);
    }
    return 0;
  }

  private boolean holds(int object, byte[] payload, int payloadAt) {
    int length = (int) map.getLong(object + 8) - payloadAt;
    return length == payload.length
        && map.slice(object + payloadAt, length).equals(ByteBuffer.wrap(payload));
  }

  private void chainInto(int table, int buckets, long hash, int object) {
    int bucket = bucket(table, buckets, hash);
    int tail = (int) map.getLong(bucket + 8);
    map.putLong(tail == 0 ? bucket : tail + 24, object);
    map.putLong(bucket + 8, object);
  }

  private static int bucket(int table, int buckets, long hash) {
    return table + (int) Long.remainderUnsigned(hash, buckets) * 16;
  }

  private int object(int type, int bytes) {
    int object = end;
    map.put(object, (byte) type);
    map.putLong(object + 8, bytes);
    end = (object + bytes + 7) & ~7;
    map.putLong(Header.TAIL_OBJECT, object);
    count(Header.OBJECTS);
    return object;
  }

  private void count(int at) {
    map.putLong(at, map.getLong(at) + 1);
  }

  private void put(int at, UUID id) {
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    map.put(at, bytes.array());
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Marks the file as closed. */
  @Override
  public synchronized void close() {
    map.put(Header.STATE, (byte) STATE_OFFLINE);
  }
}
