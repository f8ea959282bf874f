package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of file the format knows, written here and read by us and by journalctl. */
class FileKindsTest {
  private static final long START = 1_700_000_000_000_000L;
  private static final int ENTRIES = 200;

  @TempDir Path temporary;

  static Stream<JournalFileWriter.Kind> kinds() {
    return Stream.of(0, Layout.COMPRESSED_XZ, Layout.COMPRESSED_LZ4, Layout.COMPRESSED_ZSTD)
        .flatMap(compression ->
            Stream.of(false, true)
                .flatMap(compact ->
                    Stream.of(false, true)
                        .map(keyed -> new JournalFileWriter.Kind(compact, keyed, compression))));
  }

  private static List<byte[]> fields(int i) {
    List<byte[]> fields = new ArrayList<>();
    fields.add(
        ("MESSAGE=number " + i + " " + "long ".repeat(i % 7 * 30))
            .getBytes(StandardCharsets.UTF_8));
    fields.add(("PRIORITY=" + i % 8).getBytes(StandardCharsets.UTF_8));
    fields.add(
        ("_SYSTEMD_UNIT=" + (i % 50 == 0 ? "rare" : "often") + "u".repeat(80))
            .getBytes(StandardCharsets.UTF_8));
    fields.add(new byte[] {'B', 'I', 'N', '=', (byte) i, 0, (byte) 0xff, '=', '\n'});
    if (i % 10 == 0) {
      fields.add("MESSAGE=twice".getBytes(StandardCharsets.UTF_8));
      fields.add(("BIG=" + "x".repeat(5000)).getBytes(StandardCharsets.UTF_8));
    }
    return fields;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isReadAsJournalctlReadsIt(JournalFileWriter.Kind kind) {
    Path file = temporary.resolve("kind.journal");
    try (JournalFileWriter writer = JournalFileWriter.create(file, kind)) {
      for (int i = 0; i < ENTRIES; i++) {
        writer.append(START + i * 1000L, fields(i));
      }
    }
    String rare = "_SYSTEMD_UNIT=rare" + "u".repeat(80);
    try (Journal journal = Journal.ofFiles(List.of(file))) {
      JournalFilter match = Fixtures.filter(rare);
      try (JournalReader reader = journal.newReader(match)) {
        assertThat(Rendered.texts(reader, "PRIORITY")).containsExactly("0", "2", "4", "6");
      }
      byte[] export = Rendered.forward(journal, JournalFilter.all(), Rendered.export());
      byte[] json = Rendered.backward(journal, JournalFilter.all(), Rendered.json(false));
      assertThat(journal.damages()).isEmpty();
      assertThat(Rendered.parsed(json)).hasSize(ENTRIES);
      String path = "--file=" + file;
      assertThat(export).isEqualTo(Fixtures.journalctl(path, "-o", "export"));
      assertThat(Rendered.parsed(json))
          .isEqualTo(Rendered.parsed(Fixtures.journalctl(path, "-r", "-o", "json")));
      assertThat(Rendered.forward(journal, match, Rendered.shortText()))
          .isEqualTo(Fixtures.journalctl(path, "-o", "short", rare));
    }
  }
}
