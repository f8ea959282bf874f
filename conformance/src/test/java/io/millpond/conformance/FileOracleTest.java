package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random files under random parameters: the server against the plainest form of the rules. */
class FileOracleTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  private static final int FILES = 12;
  private static final int QUERIES = 40;

  @Test
  void theServerAgreesWithTheOracle() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < FILES; i++) {
      byte[] file = file(random);
      String name = "random-" + i;
      Path path = GeneratedAgent.sandbox(SERVER.directory()).resolve(name);
      Files.write(path, file);
      for (int j = 0; j < QUERIES; j++) {
        int skip = random.nextInt(41) - 20;
        int limit = random.nextInt(3) == 0 ? 0 : random.nextInt(12);
        boolean end = random.nextBoolean();
        int cursor = end ? file.length : lineStart(file, random);
        String query =
            "?cursor=%s&skip=%d&limit=%d".formatted(end ? "END" : "" + cursor, skip, limit);
        RawResponse answer = SERVER.get(GeneratedAgent.SANDBOX + "/" + name + query);
        assertThat(answer.status()).as("seed %d, file %d, %s", seed, i, query).isEqualTo(200);
        assertThat(answer.latin1())
            .as("seed %d, file %d of %d bytes, %s", seed, i, file.length, query)
            .isEqualTo(FileOracle.text(file, cursor, skip, limit));
      }
    }
  }

  /**
   * Short and long lines, blank ones, block-sized ones, any byte; sometimes no newline at the end.
   */
  private static byte[] file(Random random) {
    StringBuilder out = new StringBuilder();
    int lines = random.nextInt(60);
    for (int i = 0; i < lines; i++) {
      int length =
          switch (random.nextInt(8)) {
            case 0, 1 -> 0;
            case 2 -> 4_095 + random.nextInt(3);
            case 3 -> 65_535 + random.nextInt(3);
            default -> random.nextInt(80);
          };
      for (int j = 0; j < length; j++) {
        int value = random.nextInt(256);
        out.append((char) (value == '\n' ? ' ' : value));
      }
      out.append('\n');
    }
    if (random.nextBoolean()) {
      out.append("no newline");
    }
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The offset of a line's start, or of the newline before it: both mean the same place. */
  private static int lineStart(byte[] file, Random random) {
    if (file.length == 0) {
      return 0;
    }
    int at = random.nextInt(file.length);
    while (at > 0 && file[at - 1] != '\n') {
      at--;
    }
    return at;
  }
}
