package io.millpond.api.dcos;

import io.millpond.journal.Cursor;
import io.millpond.journal.Field;
import io.millpond.journal.JournalReader;
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
 * and left at the field. Most entries have the fields of the entry before them in the same order,
 * so the order they are to be sorted into is remembered and only found anew when the names differ.
 */
final class EntryJson {
  /** A field ready to be copied. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Rendered(MemberNames.Name name, byte[] json) {}

  private static final RenderSlot<Rendered> SLOT = RenderSlot.of(Rendered.class);
  private static final byte[] FIELDS = ascii("{\"fields\":{");
  private static final byte[] CURSOR = ascii("},\"cursor\":\"");
  private static final byte[] MONOTONIC = ascii("\",\"monotonic_timestamp\":");
  private static final byte[] REALTIME = ascii(",\"realtime_timestamp\":");

  private final MemberNames names;
  private MemberNames.Name[] sequence = new MemberNames.Name[32];
  private MemberNames.Name[] previous = new MemberNames.Name[32];
  private Field[] fields = new Field[32];
  private @Nullable Rendered[] rendered = new Rendered[32];
  private int count;
  private int previousCount = -1;

  /** Indexes of the fields that are shown, in their order. */
  private int[] order = new int[0];

  EntryJson(MemberNames names) {
    this.names = names;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void append(JournalReader entry, ByteBuilder json) {
    load(entry);
    if (count != previousCount || !sameSequence()) {
      order = sort();
    }
    json.append(FIELDS);
    for (int i = 0; i < order.length; i++) {
      if (i > 0) {
        json.append(',');
      }
      appendField(order[i], json);
    }
    json.append(CURSOR);
    int at = json.reserve(Cursor.MAX_LENGTH);
    json.setLength(entry.writeCursor(json.array(), at));
    json.append(MONOTONIC).append(entry.monotonicMicros());
    json.append(REALTIME).append(entry.realtimeMicros()).append('}');
    MemberNames.Name[] swap = previous;
    previous = sequence;
    sequence = swap;
    previousCount = count;
  }

  private void load(JournalReader entry) {
    int fieldCount = entry.fieldCount();
    if (fieldCount > fields.length) {
      fields = Arrays.copyOf(fields, fieldCount);
      rendered = Arrays.copyOf(rendered, fieldCount);
      sequence = Arrays.copyOf(sequence, fieldCount);
      previous = Arrays.copyOf(previous, fieldCount);
    }
    count = 0;
    for (int i = 0; i < fieldCount; i++) {
      Field field = entry.field(i);
      if (field != null) {
        Rendered ready = field.rendering(SLOT);
        if (ready == null && field.isShared()) {
          ready = render(field);
        }
        fields[count] = field;
        rendered[count] = ready;
        sequence[count] = ready != null ? ready.name() : nameOf(field, count);
        count++;
      }
    }
  }

  /** The name, most likely that of the field in the same place of the entry before. */
  private MemberNames.Name nameOf(Field field, int index) {
    MemberNames.Name guess = index < previousCount ? previous[index] : null;
    return guess != null && guess.isOf(field) ? guess : names.of(field);
  }

  private Rendered render(Field field) {
    MemberNames.Name name = names.of(field);
    ByteBuilder json = new ByteBuilder(field.payload().length + 16);
    appendField(name, field, json);
    Rendered ready = new Rendered(name, json.toByteArray());
    field.attach(SLOT, ready);
    return ready;
  }

  @SuppressWarnings("ReferenceEquality") // one object a name is what MemberNames is for
  private boolean sameSequence() {
    for (int i = 0; i < count; i++) {
      if (sequence[i] != previous[i]) {
        return false;
      }
    }
    return true;
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
