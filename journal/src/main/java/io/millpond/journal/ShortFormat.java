package io.millpond.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Entries as journalctl's {@code -o short} shows them when its output is not a terminal: {@code Mar
 * 02 04:04:22 host ident[pid]: message}, continuation lines indented, no line for an entry without
 * MESSAGE. For one thread at a time.
 */
public final class ShortFormat {
  private static final FieldNames WANTED =
      FieldNames.of(
          "MESSAGE",
          "_HOSTNAME",
          "SYSLOG_IDENTIFIER",
          "_COMM",
          "_PID",
          "SYSLOG_PID",
          "_SOURCE_REALTIME_TIMESTAMP");

  private static final byte[] UNKNOWN = " unknown".getBytes(StandardCharsets.US_ASCII);

  /**
   * Names, hosts and process ids of this many bytes and more are left out (systemd's
   * PRINT_CHAR_THRESHOLD).
   */
  private static final int LONG_VALUE_BYTES = 300;

  private static final int MAX_TIME_DIGITS = 17;
  private static final long MICROS = 1_000_000;

  private final DateTimeFormatter stampFormat;
  private final @Nullable Field[] found = new Field[WANTED.size()];
  private long stampSecond = Long.MIN_VALUE;
  private byte[] stamp = new byte[0];

  /**
   * A format.
   *
   * @param zone the zone of the time stamps
   */
  public ShortFormat(ZoneId zone) {
    stampFormat = DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /** Adds {@code entry} and a newline, or nothing when it has no MESSAGE. */
  public void write(Entry entry, ByteSink out) {
    entry.findAll(WANTED, found);
    Field message = found[0];
    if (message == null) {
      return;
    }
    int start = out.length();
    writeStamp(time(entry, found[6]), out);
    writePart(found[1], out);
    Field name = found[2] != null ? found[2] : found[3];
    Field pid = found[4] != null ? found[4] : found[5];
    int unknown = 0;
    if (!writePart(name, out)) {
      out.add(UNKNOWN);
      unknown = UNKNOWN.length;
    }
    if (pid != null && isShown(pid)) {
      out.add('[');
      out.add(pid.payload(), pid.valueStart(), pid.valueLength());
      out.add(']');
    }
    out.add(':');
    out.add(' ');
    // journalctl does not count the word it puts in for a missing name.
    writeMessage(message, out.length() - start - unknown, out);
  }

  private static long time(Entry entry, @Nullable Field source) {
    if (source != null && source.valueLength() > 0 && source.valueLength() <= MAX_TIME_DIGITS) {
      long value = 0;
      for (int i = source.valueStart(); i < source.payload().length; i++) {
        int digit = source.payload()[i] - '0';
        if (digit < 0 || digit > 9) {
          return entry.realtimeMicros();
        }
        value = value * 10 + digit;
      }
      return value > 0 && value < Layout.TIME_LIMIT_MICROS ? value : entry.realtimeMicros();
    }
    return entry.realtimeMicros();
  }

  private void writeStamp(long micros, ByteSink out) {
    long second = micros / MICROS;
    if (second != stampSecond) {
      stampSecond = second;
      stamp = stampFormat.format(Instant.ofEpochSecond(second)).getBytes(StandardCharsets.US_ASCII);
    }
    out.add(stamp);
  }

  private static boolean isShown(Field field) {
    return field.payload().length < LONG_VALUE_BYTES && field.isText();
  }

  private static boolean writePart(@Nullable Field field, ByteSink out) {
    if (field == null || !isShown(field)) {
      return false;
    }
    out.add(' ');
    out.add(field.payload(), field.valueStart(), field.valueLength());
    return true;
  }

  private static void writeMessage(Field message, int indent, ByteSink out) {
    byte[] payload = message.payload();
    int from = message.valueStart();
    if (message.isLine()) {
      out.add(payload, from, payload.length - from);
      out.add('\n');
    } else {
      ByteSink clean = new ByteSink();
      TerminalText.clean(payload, from, payload.length, clean);
      writeLines(clean.toByteArray(), indent, out);
    }
  }

  private static void writeLines(byte[] text, int indent, ByteSink out) {
    int to = text.length;
    if (!Utf8.isPrintable(text, 0, to, true)) {
      out.add(("[" + size(to) + " blob data]\n").getBytes(StandardCharsets.US_ASCII));
      return;
    }
    int line = 0;
    for (int i = 0; i < to; i++) {
      if (text[i] == '\n') {
        out.add(text, line, i + 1 - line);
        line = i + 1;
        for (int n = 0; n < indent && line < to; n++) {
          out.add(' ');
        }
      }
    }
    out.add(text, line, to - line);
    if (line < to || to == 0) {
      out.add('\n');
    }
  }

  /** A number of bytes as systemd writes it: {@code 12B}, {@code 1.5K}. */
  private static String size(long bytes) {
    String[] units = {"B", "K", "M", "G"};
    long factor = 1;
    int unit = 0;
    while (unit < units.length - 1 && bytes / factor >= 1024) {
      factor *= 1024;
      unit++;
    }
    return unit == 0 ? bytes + "B" : bytes / factor + "." + bytes * 10 / factor % 10 + units[unit];
  }
}
