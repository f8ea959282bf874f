package io.millpond.api.dcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Journals to read. */
final class Journals {
  private static final Path REMOTE = Path.of("/usr/lib/systemd/systemd-journal-remote");
  private static final long FIRST_MICROS = 1_772_400_000_000_000L;

  private Journals() {}

  /** Unpacks the large shared journal; the test is skipped where it is absent. */
  static Path large(Path temporary) throws Exception {
    Path archive =
        Path.of(System.getProperty("millpond.fixtures", "missing")).resolve("journal-large.tar.gz");
    assumeTrue(Files.exists(archive), "skipped: no shared fixtures");
    run(List.of("tar", "-xpf", archive.toString(), "--no-same-owner", "-C", temporary.toString()));
    return temporary.resolve("journal-large/journal");
  }

  /**
   * Writes a journal of random entries: fields that come in any order, several times, with a value
   * of any bytes or up to 100 KiB of text. The test is skipped where systemd cannot write it.
   */
  static Path random(Path temporary, long seed, int entries) throws Exception {
    Random random = new Random(seed);
    ByteArrayOutputStream export = new ByteArrayOutputStream();
    for (int i = 0; i < entries; i++) {
      head(i, export);
      for (int fields = random.nextInt(8); fields >= 0; fields--) {
        String name = random.nextInt(3) == 0 ? "MESSAGE" : "FIELD_" + random.nextInt(6);
        field(name, value(random), export);
      }
      field("N", bytes("" + i), export);
      export.write('\n');
    }
    return write(temporary, export.toByteArray());
  }

  static void head(int i, ByteArrayOutputStream export) throws IOException {
    export.writeBytes(
        bytes(
            "__REALTIME_TIMESTAMP=%d\n__MONOTONIC_TIMESTAMP=%d\n_BOOT_ID=%032x\n"
                .formatted(FIRST_MICROS + i * 40_000L, 1_000_000 + i * 40_000L, 77)));
  }

  static void field(String name, byte[] value, ByteArrayOutputStream export) throws IOException {
    export.writeBytes(bytes(name + "\n"));
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      export.write((int) ((long) value.length >>> shift));
    }
    export.writeBytes(value);
    export.write('\n');
  }

  private static byte[] value(Random random) {
    return switch (random.nextInt(40)) {
      case 0 -> bytes("long <\"&> ä\u2028 ".repeat(random.nextInt(6000)));
      case 1, 2, 3 -> {
        byte[] any = new byte[random.nextInt(60)];
        random.nextBytes(any);
        yield any;
      }
      default -> bytes("value " + random.nextInt(20));
    };
  }

  /** Writes a journal from the text of systemd's export format. */
  static Path write(Path temporary, byte[] export) throws Exception {
    assumeTrue(Files.isExecutable(REMOTE), "skipped: no systemd-journal-remote here");
    Path folder = Files.createDirectories(temporary.resolve("written"));
    Path source = Files.write(temporary.resolve("export"), export);
    run(
        List.of(
            REMOTE.toString(), "-o", folder.resolve("a.journal").toString(), source.toString()));
    return folder;
  }

  private static void run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as(command.toString()).isZero();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
