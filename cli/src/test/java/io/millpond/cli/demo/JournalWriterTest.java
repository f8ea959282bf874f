package io.millpond.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millpond.journal.LookupHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's journal, as systemd sees it where systemd is installed. */
class JournalWriterTest {
  private static final Instant FIRST = Instant.parse("2026-03-02T00:00:00.000001Z");

  @TempDir Path directory;

  /** Values of {@code hashlittle2} with both seeds zero, from lookup3's own driver. */
  @ParameterizedTest
  @CsvSource({"'',deadbeefdeadbeef", "Four score and seven years ago,17770551ce7226e6"})
  void hash(String text, String hex) {
    byte[] key = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Long.toHexString(LookupHash.hash(key))).isEqualTo(hex);
  }

  private Path write(int entries, boolean close) throws IOException {
    Path file = directory.resolve("system.journal");
    JournalWriter writer = JournalWriter.create(file, UUID.randomUUID(), UUID.randomUUID());
    for (int i = 0; i < entries; i++) {
      String message = i % 10 == 0 ? "two\nlines " + i : "entry " + i;
      Map<String, String> fields =
          Map.of("MESSAGE", message, "PRIORITY", "" + i % 8, "_SYSTEMD_UNIT", "u" + i % 3);
      assertThat(writer.append(FIRST.plusSeconds(i), 1000L * i, fields)).isTrue();
    }
    if (close) {
      writer.close();
    }
    return file;
  }

  @Test
  void theHeaderCounts() throws Exception {
    Path file = write(100, true);
    ByteBuffer header = ByteBuffer.allocate(240).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file)) {
      channel.read(header, 0);
    }
    assertThat(new String(header.array(), 0, 8, StandardCharsets.US_ASCII)).isEqualTo("LPKSHHRH");
    assertThat(header.getLong(152)).as("entries").isEqualTo(100);
    assertThat(header.getLong(208)).as("data objects").isEqualTo(100 + 8 + 3);
    assertThat(header.getLong(216)).as("field objects").isEqualTo(3);
  }

  @Test
  void journalctlVerifiesIt() throws Exception {
    assertThat(journalctl(write(3000, true), "--verify").getLast()).startsWith("PASS: ");
  }

  @Test
  void journalctlReadsItWhileItIsOpen() throws Exception {
    Path file = write(1000, false);

    List<String> messages = journalctl(file, "-o", "cat", "-q");
    assertThat(messages).hasSize(1000 + 100).startsWith("two", "lines 0", "entry 1");
    assertThat(messages).endsWith("entry 998", "entry 999");
    assertThat(journalctl(file, "-q", "-o", "cat", "_SYSTEMD_UNIT=u1", "PRIORITY=3"))
        .hasSize(41)
        .startsWith("entry 19");
    assertThat(journalctl(file, "-q", "-F", "_SYSTEMD_UNIT"))
        .containsExactlyInAnyOrder("u0", "u1", "u2");
  }

  private static List<String> journalctl(Path file, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("journalctl", "--file", file.toString()));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "journalctl is not installed here");
      throw e;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
