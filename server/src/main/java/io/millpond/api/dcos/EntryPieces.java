package io.millpond.api.dcos;

import io.millpond.journal.Entry;
import io.millpond.journal.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An entry that is too large for one server-sent event, as several: each has a piece of its message
 * and all but the last {@code "PARTIAL":"true"}. The fields of up to {@link
 * Limits#MAX_REPEATED_FIELD_BYTES} are in every piece, larger ones in the first where they fit;
 * what fits nowhere is left out, as the client could not take it. Without a message there is one
 * piece.
 */
final class EntryPieces {
  private static final String MESSAGE = "MESSAGE";
  private static final byte[] PARTIAL = "\"PARTIAL\":\"true\"".getBytes(StandardCharsets.US_ASCII);

  private final Entry entry;

  /** The members every piece has, by name. ISO 8859-1 sorts as the bytes do. */
  private final SortedMap<String, byte[]> repeated = new TreeMap<>();

  private final SortedMap<String, byte[]> first = new TreeMap<>();
  private final List<byte[]> messages = new ArrayList<>();

  EntryPieces(Entry entry) {
    this.entry = entry;
    SortedMap<String, Field> fields = new TreeMap<>();
    for (int i = 0; i < entry.fieldCount(); i++) {
      Field field = entry.field(i);
      if (field != null) {
        fields.put(
            new String(field.payload(), 0, field.nameLength(), StandardCharsets.ISO_8859_1), field);
      }
    }
    Field message = fields.remove(MESSAGE);
    int used = shareOut(fields);
    if (message != null) {
      cut(message, used);
    }
  }

  /** Fills the members; gives the bytes of those of the first piece. */
  private int shareOut(SortedMap<String, Field> fields) {
    int used = 0;
    List<String> large = new ArrayList<>();
    for (var field : fields.entrySet()) {
      if (field.getValue().payload().length > Limits.MAX_REPEATED_FIELD_BYTES) {
        large.add(field.getKey());
        continue;
      }
      byte[] member = member(field.getValue(), field.getValue().valueStart());
      if (used + member.length <= Limits.MAX_REPEATED_BYTES) {
        used += member.length + 1;
        repeated.put(field.getKey(), member);
      }
    }
    first.putAll(repeated);
    for (String name : large) {
      Field field = fields.get(name);
      if (field != null && field.payload().length < Limits.MAX_EVENT_BYTES) {
        byte[] member = member(field, field.valueStart());
        if (used + member.length <= Limits.MAX_MEMBERS_BYTES) {
          used += member.length + 1;
          first.put(name, member);
        }
      }
    }
    return used;
  }

  private void cut(Field message, int usedByFirst) {
    byte[] text = message.payload();
    int repeatedBytes = repeated.values().stream().mapToInt(member -> member.length + 1).sum();
    int from = message.valueStart();
    do {
      int used = messages.isEmpty() ? usedByFirst : repeatedBytes;
      int room = Limits.MAX_EVENT_BYTES - Limits.EVENT_FRAME_BYTES - used;
      int to = Math.min(text.length, from + room);
      to = to < text.length ? JsonText.boundary(text, from, to) : to;
      byte[] member = member(message, from, to);
      while (member.length > room) {
        to = JsonText.boundary(text, from, from + (to - from) / 2);
        member = member(message, from, to);
      }
      messages.add(member);
      from = to;
    } while (from < text.length);
  }

  private static byte[] member(Field field, int from) {
    return member(field, from, field.payload().length);
  }

  private static byte[] member(Field field, int from, int to) {
    ByteBuilder json = new ByteBuilder(to - from + 64).append('"');
    JsonText.append(field.payload(), 0, field.nameLength(), json);
    json.append("\":\"");
    JsonText.append(field.payload(), from, to, json);
    return json.append('"').toByteArray();
  }

  /** How many pieces there are, at least one. */
  int count() {
    return Math.max(1, messages.size());
  }

  /** Appends the JSON of a piece. */
  void append(int piece, ByteBuilder json) {
    SortedMap<String, byte[]> members = new TreeMap<>(piece == 0 ? first : repeated);
    if (!messages.isEmpty()) {
      members.put(MESSAGE, messages.get(piece));
    }
    if (piece < count() - 1) {
      members.put("PARTIAL", PARTIAL);
    }
    EntryJson.begin(json);
    String comma = "";
    for (byte[] member : members.values()) {
      json.append(comma).append(member);
      comma = ",";
    }
    EntryJson.end(entry, json);
  }
}
