package io.millpond.journal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Entries as journalctl's {@code -o json} shows them: one object a line; text as a string, anything
 * else as an array of bytes, a field that occurs several times as an array of its values, and
 * without {@code all} null instead of a field of 4,096 bytes or more.
 *
 * <p>For one thread at a time.
 */
public final class JsonFormat {
  /**
   * A field of this many bytes, name and {@code =} counted, is null unless all is asked for
   * (systemd's JSON_THRESHOLD).
   */
  private static final int LARGE_FIELD_BYTES = 4096;

  private static final RenderSlot<byte[]> SHORTENED = RenderSlot.of(byte[].class);
  private static final FieldName BOOT_ID = FieldName.of("_BOOT_ID");
  private static final byte[] CURSOR = ascii("{\"__CURSOR\":\"");
  private static final byte[] REALTIME = ascii("\",\"__REALTIME_TIMESTAMP\":\"");
  private static final byte[] MONOTONIC = ascii("\",\"__MONOTONIC_TIMESTAMP\":\"");
  private static final byte[] BOOT = ascii("\",\"_BOOT_ID\":\"");
  private static final byte[] NULL = ascii("null");

  private final boolean all;
  private final NameSet names = new NameSet();

  /**
   * A format.
   *
   * @param all whether large fields are shown, as with {@code --all}
   */
  public JsonFormat(boolean all) {
    this.all = all;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Adds {@code entry} and a newline. */
  public void write(Entry entry, ByteSink out) {
    out.add(CURSOR);
    out.addCursor(entry);
    out.add(REALTIME);
    out.addDecimal(entry.realtimeMicros());
    out.add(MONOTONIC);
    out.addDecimal(entry.monotonicMicros());
    out.add(BOOT);
    out.addBootId(entry);
    out.add('"');
    int fields = out.length();
    if (!writeDistinct(entry, out)) {
      out.truncate(fields);
      writeRepeated(entry, out);
    }
    out.add('}');
    out.add('\n');
  }

  /** Writes the fields one after the other; false when two may have the same name. */
  private boolean writeDistinct(Entry entry, ByteSink out) {
    names.clear();
    int count = entry.fieldCount();
    for (int i = 0; i < count; i++) {
      Field field = entry.field(i);
      if (field == null) {
        continue;
      }
      if (!names.add(field)) {
        return false;
      }
      if (!field.isShared()) {
        writeMember(field, out);
        continue;
      }
      byte[] ready = field.rendering(SHORTENED);
      if (ready == null) {
        ready = render(field);
        field.attach(SHORTENED, ready);
      }
      out.add(ready);
    }
    return true;
  }

  private byte[] render(Field field) {
    ByteSink out = new ByteSink();
    writeMember(field, out);
    return out.toByteArray();
  }

  private void writeMember(Field field, ByteSink out) {
    if (!field.is(BOOT_ID)) {
      writeName(field, out);
      writeValue(field, out);
    }
  }

  private static void writeName(Field field, ByteSink out) {
    out.add(',');
    JsonText.addString(out, field.payload(), 0, field.nameLength());
    out.add(':');
  }

  private void writeValue(Field field, ByteSink out) {
    if (!all && field.payload().length >= LARGE_FIELD_BYTES) {
      out.add(NULL);
    } else if (field.isText()) {
      JsonText.addString(out, field.payload(), field.valueStart(), field.payload().length);
    } else {
      JsonText.addNumbers(out, field.payload(), field.valueStart(), field.payload().length);
    }
  }

  private void writeRepeated(Entry entry, ByteSink out) {
    int count = entry.fieldCount();
    @Nullable Field[] fields = new Field[count];
    for (int i = 0; i < count; i++) {
      fields[i] = entry.field(i);
    }
    for (int i = 0; i < count; i++) {
      Field field = fields[i];
      if (field != null && !field.is(BOOT_ID)) {
        writeGroup(field, fields, i, out);
      }
    }
  }

  /** Writes all fields named as {@code first}, and takes them away. */
  private void writeGroup(Field first, @Nullable Field[] fields, int at, ByteSink out) {
    writeName(first, out);
    int start = out.length();
    out.add('[');
    int values = 0;
    for (int i = at; i < fields.length; i++) {
      Field field = fields[i];
      if (field != null && field.isNamedAs(first)) {
        if (values++ > 0) {
          out.add(',');
        }
        writeValue(field, out);
        fields[i] = null;
      }
    }
    out.add(']');
    if (values == 1) {
      out.truncate(start);
      writeValue(first, out);
    }
  }
}
