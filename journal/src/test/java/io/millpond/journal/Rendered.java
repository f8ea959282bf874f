package io.millpond.journal;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole journals as text. */
final class Rendered {
  private static final JsonMapper JSON = new JsonMapper();

  private Rendered() {}

  /** What is done with each entry. */
  interface Format {
    void write(Entry entry, ByteSink out);
  }

  static Format json(boolean all) {
    return new JsonFormat(all)::write;
  }

  static Format export() {
    return new ExportFormat()::write;
  }

  static Format shortText() {
    return new ShortFormat(ZoneOffset.UTC)::write;
  }

  static byte[] forward(Journal journal, JournalFilter filter, Format format) {
    ByteSink out = new ByteSink();
    try (JournalReader reader = journal.newReader(filter)) {
      while (reader.next()) {
        format.write(reader.entry(), out);
      }
    }
    return out.toByteArray();
  }

  static byte[] backward(Journal journal, JournalFilter filter, Format format) {
    ByteSink out = new ByteSink();
    try (JournalReader reader = journal.newReader(filter)) {
      reader.seekTail();
      while (reader.previous()) {
        format.write(reader.entry(), out);
      }
    }
    return out.toByteArray();
  }

  /** JSON lines, parsed: journalctl's order of keys is random. */
  static List<JsonNode> parsed(byte[] lines) {
    List<JsonNode> entries = new ArrayList<>();
    Fixtures.utf8(lines).lines().forEach(line -> entries.add(JSON.readTree(line)));
    return entries;
  }

  /** The values of one field, entry by entry. */
  static List<String> texts(JournalReader reader, String field) {
    FieldName name = FieldName.of(field);
    List<String> texts = new ArrayList<>();
    while (reader.next()) {
      Field found = reader.entry().find(name);
      texts.add(found == null ? "-" : found.text());
    }
    return texts;
  }
}
