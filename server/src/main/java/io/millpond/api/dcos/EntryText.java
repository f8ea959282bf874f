package io.millpond.api.dcos;

import io.millpond.journal.Field;
import io.millpond.journal.FieldNames;
import io.millpond.journal.JournalReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a line of text: {@code YYYY-MM-DD HH:MM:SS: MESSAGE}, in the server's time zone, the
 * message's bytes as they are. An entry without a message is no line.
 */
final class EntryText {
  private static final FieldNames MESSAGE = FieldNames.of("MESSAGE");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss: ").withZone(ZoneId.systemDefault());
  private static final long SECOND = 1_000_000;

  private final @Nullable Field[] found = new Field[1];

  /** The stamp of the second of the last entry: entries come in time order, many a second. */
  private byte[] stamp = new byte[0];

  private long stampSecond = Long.MIN_VALUE;

  void append(JournalReader entry, ByteBuilder text) {
    entry.findAll(MESSAGE, found);
    Field message = found[0];
    if (message == null) {
      return;
    }
    long second = Math.floorDiv(entry.realtimeMicros(), SECOND);
    if (second != stampSecond) {
      stamp = stamp(second).getBytes(StandardCharsets.US_ASCII);
      stampSecond = second;
    }
    text.append(stamp)
        .append(message.payload(), message.valueStart(), message.valueLength())
        .append('\n');
  }

  private static String stamp(long second) {
    // A damaged journal may hold any number.
    long bounded = Math.clamp(second, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
    return TIME.format(Instant.ofEpochSecond(bounded));
  }
}
