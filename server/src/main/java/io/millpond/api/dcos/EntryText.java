package io.millpond.api.dcos;

import io.millpond.journal.Entry;
import io.millpond.journal.Field;
import io.millpond.journal.FieldNames;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a line of text: {@code YYYY-MM-DD HH:MM:SS: MESSAGE}, in the server's time zone, the
 * message's bytes as they are. An entry without a message is no line.
 */
final class EntryText {
  private static final FieldNames MESSAGE = FieldNames.of("MESSAGE");
  private static final long SECOND = 1_000_000;

  private final @Nullable Field[] found = new Field[1];

  private final TimeStamp stamp = new TimeStamp();

  void append(Entry entry, ByteBuilder text) {
    entry.findAll(MESSAGE, found);
    Field message = found[0];
    if (message == null) {
      return;
    }
    text.append(stamp.of(Math.floorDiv(entry.realtimeMicros(), SECOND)))
        .append(message.payload(), message.valueStart(), message.valueLength())
        .append('\n');
  }
}
