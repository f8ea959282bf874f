package io.millpond.api.dcos;

import io.millpond.journal.Cursor;
import io.millpond.journal.Entry;
import io.millpond.journal.Field;
import io.millpond.journal.RenderSlot;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the JSON object of this dialect: {@code fields} sorted by name with string values,
 * {@code cursor}, {@code monotonic_timestamp}, {@code realtime_timestamp} in µs. Of a field that
 * occurs twice the last value is shown.
 *
 * <p>Most fields of most entries are shared with thousands of others, so their JSON is made once
 * and left at the field. Most entries have their fields in one of a few sequences, so the order a
 * sequence is to be sorted into is remembered. For one thread at a time.
 */
final class EntryJson {
  /** A field ready to be copied. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Rendered(MemberNames.Name name, byte[] json) {}

  /** The order of one sequence of names. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Order(MemberNames.Name[] sequence, int[] indexes) {
    @SuppressWarnings("ReferenceEquality") // one object a name is what MemberNames is for
    boolean isOf(MemberNames.Name[] names, int count) {
      if (count != sequence.length) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        if (sequence[i] != names[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** Orders that are remembered; a power of two. */
  private static final int ORDERS = 256;

  /** A sequence of more fields is sorted each time. */
  private static final int MAX_REMEMBERED_FIELDS = 64;

  private static final RenderSlot<Rendered> SLOT = RenderSlot.of(Rendered.class);
  private static final byte[] FIELDS = ascii("{\"fields\":{");
  private static final byte[] CURSOR = ascii("},\"cursor\":\"");
  private static final byte[] MONOTONIC = ascii("\",\"monotonic_timestamp\":");
  private static final byte[] REALTIME = ascii(",\"realtime_timestamp\":");

  private final MemberNames names;
  private MemberNames.Name[] sequence = new MemberNames.Name[32];
  private Field[] fields = new Field[32];
  private @Nullable Rendered[] rendered = new Rendered[32];
  private int count;
  private int sequenceHash;
  private final @Nullable Order[] orders = new Order[ORDERS];

  EntryJson(MemberNames names) {
    this.names = names;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void append(Entry entry, ByteBuilder json) {
    load(entry);
    int[] order = order();
    begin(json);
    for (int i = 0; i < order.length; i++) {
      if (i > 0) {
        json.append(',');
      }
      appendField(order[i], json);
    }
    end(entry, json);
  }

  /** Begins an object; the members of its fields follow. */
  static void begin(ByteBuilder json) {
    json.append(FIELDS);
  }

  /** Ends the fields and the object. */
  static void end(Entry entry, ByteBuilder json) {
    json.append(CURSOR);
    int at = json.reserve(Cursor.MAX_LENGTH);
    json.setLength(entry.writeCursor(json.array(), at));
    json.append(MONOTONIC).append(entry.monotonicMicros());
    json.append(REALTIME).append(entry.realtimeMicros()).append('}');
  }

  private void load(Entry entry) {
    int fieldCount = entry.fieldCount();
    if (fieldCount > fields.length) {
      fields = Arrays.copyOf(fields, fieldCount);
      rendered = Arrays.copyOf(rendered, fieldCount);
      sequence = Arrays.copyOf(sequence, fieldCount);
    }
    count = 0;
    int hash = 0;
    for (int i = 0; i < fieldCount; i++) {
      Field field = entry.field(i);
      if (field != null) {
        Rendered ready = field.rendering(SLOT);
        if (ready == null && field.isShared()) {
          ready = render(field);
        }
        fields[count] = field;
        rendered[count] = ready;
        sequence[count] = ready != null ? ready.name() : names.of(field);
        hash = hash * 31 + sequence[count].hashCode();
        count++;
      }
    }
    sequenceHash = hash ^ hash >>> 16;
  }

  private Rendered render(Field field) {
    MemberNames.Name name = names.of(field);
    ByteBuilder json = new ByteBuilder(field.payload().length + 16);
    appendField(name, field, json);
    Rendered ready = new Rendered(name, json.toByteArray());
    field.attach(SLOT, ready);
    return ready;
  }

  /** Indexes of the fields that are shown, in the order of their names. */
  private int[] order() {
    int place = sequenceHash & (ORDERS - 1);
    Order known = orders[place];
    if (known != null && known.isOf(sequence, count)) {
      return known.indexes();
    }
    int[] sorted = sort();
    if (count <= MAX_REMEMBERED_FIELDS) {
      orders[place] = new Order(Arrays.copyOf(sequence, count), sorted);
    }
    return sorted;
  }

  private int[] sort() {
    Integer[] indexes = new Integer[count];
    Arrays.setAll(indexes, i -> i);
    // Stable: of equal names the last of the entry comes last.
    Arrays.sort(indexes, (one, other) -> sequence[one].compareTo(sequence[other]));
    int[] sorted = new int[count];
    int kept = 0;
    for (int i = 0; i < count; i++) {
      boolean again =
          i + 1 < count && sequence[indexes[i]].compareTo(sequence[indexes[i + 1]]) == 0;
      if (!again) {
        sorted[kept++] = indexes[i];
      }
    }
    return Arrays.copyOf(sorted, kept);
  }

  private void appendField(int index, ByteBuilder json) {
    Rendered ready = rendered[index];
    if (ready != null) {
      json.append(ready.json());
    } else {
      appendField(sequence[index], fields[index], json);
    }
  }

  private static void appendField(MemberNames.Name name, Field field, ByteBuilder json) {
    json.append(name.json());
    JsonText.append(field.payload(), field.valueStart(), field.payload().length, json);
    json.append('"');
  }
}
