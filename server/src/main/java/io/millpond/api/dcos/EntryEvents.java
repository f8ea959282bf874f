package io.millpond.api.dcos;

import io.millpond.http.EventStream;
import io.millpond.journal.Cursor;
import io.millpond.journal.JournalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Entries as server-sent events: {@code id} is the entry's cursor, {@code data} its JSON. */
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
      append(reader);
      if (events.length() >= Limits.RENDER_BUFFER_BYTES) {
        send(stream);
      }
    }
    if (events.length() > 0) {
      send(stream);
    }
    return any;
  }

  private void append(JournalReader entry) {
    events.append(ID);
    int at = events.reserve(Cursor.MAX_LENGTH);
    events.setLength(entry.writeCursor(events.array(), at));
    events.append(DATA);
    json.append(entry, events);
    events.append(END);
  }

  /** The stream keeps the bytes until they have left, so each sending has its own. */
  private void send(EventStream stream) throws IOException {
    ByteBuffer frame = ByteBuffer.wrap(events.toByteArray());
    events.clear();
    stream.send(frame);
  }
}
