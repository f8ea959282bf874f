package io.millpond.api.dcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.journal.Journal;
import io.millpond.journal.JournalFilter;
import io.millpond.journal.JournalReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryPiecesTest {
  @TempDir Path temporary;

  /** The events of one entry with these fields. */
  private List<String> pieces(Map<String, byte[]> fields) throws Exception {
    ByteArrayOutputStream export = new ByteArrayOutputStream();
    Journals.head(0, export);
    for (var field : fields.entrySet()) {
      Journals.field(field.getKey(), field.getValue(), export);
    }
    export.write('\n');
    List<String> pieces = new ArrayList<>();
    try (Journal journal = Journal.open(List.of(Journals.write(temporary, export.toByteArray())));
        JournalReader reader = journal.newReader(JournalFilter.all())) {
      assertThat(reader.next()).isTrue();
      EntryPieces entry = new EntryPieces(reader.entry());
      for (int i = 0; i < entry.count(); i++) {
        ByteBuilder json = new ByteBuilder(64);
        entry.append(i, json);
        assertThat(json.length()).isLessThanOrEqualTo(Limits.MAX_EVENT_BYTES);
        pieces.add(new String(json.toByteArray(), StandardCharsets.UTF_8));
      }
      assertThat(pieces)
          .allSatisfy(piece ->
              assertThat(piece)
                  .startsWith("{\"fields\":{\"")
                  .contains("},\"cursor\":\"" + reader.entry().cursor() + "\",\"mono"));
    }
    return pieces;
  }

  private static String member(String piece, String name) {
    int start = piece.indexOf("\"" + name + "\":\"") + name.length() + 4;
    return start < name.length() + 4 ? "-" : piece.substring(start, piece.indexOf('"', start));
  }

  @Test
  void aLongMessageIsCutAtCharactersAndSmallFieldsAreRepeated() throws Exception {
    String message = "aä\u20ac\ud83d\ude00<".repeat(30_000);
    List<String> pieces =
        pieces(Map.of("MESSAGE", Journals.bytes(message), "A", Journals.bytes("small")));
    assertThat(pieces).hasSizeGreaterThan(4);
    StringBuilder joined = new StringBuilder();
    for (String piece : pieces) {
      boolean last = piece.equals(pieces.getLast());
      assertThat(member(piece, "PARTIAL")).isEqualTo(last ? "-" : "true");
      assertThat(member(piece, "A")).isEqualTo("small");
      assertThat(piece).doesNotContain("\\ufffd");
      joined.append(member(piece, "MESSAGE"));
    }
    assertThat(joined.toString()).isEqualTo(message.replace("<", "\\u003c"));
    assertThat(pieces.getFirst().indexOf("\"A\""))
        .isLessThan(pieces.getFirst().indexOf("\"MESSAGE\""));
    assertThat(pieces.getFirst().indexOf("\"MESSAGE\""))
        .isLessThan(pieces.getFirst().indexOf("\"PARTIAL\""));
  }

  @Test
  void everyByteThatIsNoTextIsInOnePieceOnly() throws Exception {
    byte[] message = new byte[100_000];
    List<String> pieces = pieces(Map.of("MESSAGE", message));
    String joined =
        String.join("", pieces.stream().map(piece -> member(piece, "MESSAGE")).toList());
    assertThat(joined).isEqualTo("\\u0000".repeat(message.length));
  }

  @Test
  void largeFieldsAreInTheFirstPieceWhereTheyFit() throws Exception {
    List<String> pieces =
        pieces(
            Map.of(
                "MESSAGE", Journals.bytes("m".repeat(100_000)),
                "LARGE", Journals.bytes("l".repeat(20_000)),
                "HUGE", Journals.bytes("h".repeat(200_000))));
    assertThat(member(pieces.getFirst(), "LARGE")).hasSize(20_000);
    assertThat(pieces).allSatisfy(piece -> assertThat(member(piece, "HUGE")).isEqualTo("-"));
    assertThat(pieces.subList(1, pieces.size()))
        .allSatisfy(piece -> assertThat(member(piece, "LARGE")).isEqualTo("-"));
    assertThat(pieces.stream().mapToInt(piece -> member(piece, "MESSAGE").length()).sum())
        .isEqualTo(100_000);
  }

  @Test
  void manyFieldsAndNoMessageAreOnePiece() throws Exception {
    Map<String, byte[]> fields = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      fields.put("F" + i, Journals.bytes("v".repeat(1000)));
    }
    List<String> pieces = pieces(fields);
    assertThat(pieces).hasSize(1);
    assertThat(member(pieces.getFirst(), "F0")).hasSize(1000);
    assertThat(member(pieces.getFirst(), "PARTIAL")).isEqualTo("-");
  }
}
