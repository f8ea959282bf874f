package io.millpond.api.dcos;

import io.millpond.http.EventStream;
import io.millpond.journal.Cursor;
import io.millpond.journal.Entry;
import io.millpond.journal.Field;
import io.millpond.journal.JournalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Entries as server-sent events: {@code id} is the entry's cursor, {@code data} its JSON, of an
 * entry that is too large several events with {@link EntryPieces pieces}.
 */
final class EntryEvents {
  private static final byte[] ID = "id: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

  private final EntryJson json;
  private final ByteBuilder events = new ByteBuilder(1024);

  EntryEvents(MemberNames names) {
    this.json = new EntryJson(names);
  }

  /**
   * Sends every entry there is now.
   *
   * @return whether there was any
   */
  boolean sendAll(EntryWindow window, JournalReader reader, EventStream stream) throws IOException {
    boolean any = false;
    while (window.next()) {
      any = true;
      append(reader.entry(), stream);
      sendIfFull(stream);
    }
    if (events.length() > 0) {
      send(stream);
    }
    return any;
  }

  /** Appends the event of an entry, or sends its pieces. */
  private void append(Entry entry, EventStream stream) throws IOException {
    int start = events.length();
    if (bytesOf(entry) <= Limits.MAX_EVENT_BYTES) {
      begin(entry);
      json.append(entry, events);
      events.append(END);
      if (events.length() - start <= Limits.MAX_EVENT_BYTES) {
        return;
      }
      events.setLength(start);
    }
    EntryPieces pieces = new EntryPieces(entry);
    for (int i = 0; i < pieces.count(); i++) {
      begin(entry);
      pieces.append(i, events);
      events.append(END);
      sendIfFull(stream);
    }
  }

  private void begin(Entry entry) {
    events.append(ID);
    int at = events.reserve(Cursor.MAX_LENGTH);
    events.setLength(entry.writeCursor(events.array(), at));
    events.append(DATA);
  }

  private static long bytesOf(Entry entry) {
    long bytes = 0;
    for (int i = 0; i < entry.fieldCount(); i++) {
      Field field = entry.field(i);
      bytes += field == null ? 0 : field.payload().length;
    }
    return bytes;
  }

  private void sendIfFull(EventStream stream) throws IOException {
    if (events.length() >= Limits.RENDER_BUFFER_BYTES) {
      send(stream);
    }
  }

  /** The stream keeps the bytes until they have left, so each sending has its own. */
  private void send(EventStream stream) throws IOException {
    ByteBuffer frame = ByteBuffer.wrap(events.toByteArray());
    events.clear();
    stream.send(frame);
  }
}
