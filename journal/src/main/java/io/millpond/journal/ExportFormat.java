package io.millpond.journal;

import java.nio.charset.StandardCharsets;

/**
 * Entries in systemd's Journal Export Format ({@code -o export}): one field a line, a field that is
 * no printable single line with its length in front of it as eight bytes, an empty line behind each
 * entry. For one thread at a time.
 */
public final class ExportFormat {
  private static final FieldName BOOT_ID = FieldName.of("_BOOT_ID");
  private static final byte[] CURSOR = "__CURSOR=".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REALTIME =
      "\n__REALTIME_TIMESTAMP=".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MONOTONIC =
      "\n__MONOTONIC_TIMESTAMP=".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BOOT = "\n_BOOT_ID=".getBytes(StandardCharsets.US_ASCII);

  /** Adds {@code entry} and an empty line. */
  public void write(Entry entry, ByteSink out) {
    out.add(CURSOR);
    out.addCursor(entry);
    out.add(REALTIME);
    out.addDecimal(entry.realtimeMicros());
    out.add(MONOTONIC);
    out.addDecimal(entry.monotonicMicros());
    out.add(BOOT);
    out.addBootId(entry);
    out.add('\n');
    int count = entry.fieldCount();
    for (int i = 0; i < count; i++) {
      Field field = entry.field(i);
      if (field != null && !field.is(BOOT_ID)) {
        write(field, out);
      }
    }
    out.add('\n');
  }

  private static void write(Field field, ByteSink out) {
    byte[] payload = field.payload();
    if (Utf8.isPrintable(payload, 0, payload.length, false)) {
      out.add(payload);
    } else {
      out.add(payload, 0, field.nameLength());
      out.add('\n');
      out.addLittleEndian(field.valueLength());
      out.add(payload, field.valueStart(), field.valueLength());
    }
    out.add('\n');
  }
}
