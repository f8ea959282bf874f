package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * The archive of requests that Oracle's clients sent; tests are skipped where it is not present.
 */
final class Recordings {
  private static final int BLOCK_BYTES = 512;

  /** Where the head of a tar's member says what it is: {@code 0} is a file. */
  private static final int TYPE = 156;

  private Recordings() {}

  /** A request, byte for byte. */
  static String request(String name) throws IOException {
    return read(name + ".http");
  }

  /** The public key that all were signed with, as PEM. */
  static String publicKey() throws IOException {
    return read("pub.pem");
  }

  private static String read(String file) throws IOException {
    Path archive =
        Path.of(System.getProperty("millpond.fixtures", ""), "oci-signed-requests.tar.gz");
    Assumptions.assumeTrue(Files.isRegularFile(archive), "no recorded requests here");
    try (InputStream tar = new GZIPInputStream(Files.newInputStream(archive))) {
      while (true) {
        byte[] head = tar.readNBytes(BLOCK_BYTES);
        assertThat(head).as(file + " is in the archive").hasSize(BLOCK_BYTES);
        String member = new String(head, 0, 100, StandardCharsets.US_ASCII).replace("\0", "");
        String octal = new String(head, 124, 11, StandardCharsets.US_ASCII).strip();
        int size = octal.replace("\0", "").isEmpty() ? 0 : Integer.parseInt(octal, 8);
        byte[] content = tar.readNBytes((size + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES);
        if (head[TYPE] == '0' && member.endsWith("/" + file)) {
          return new String(content, 0, size, StandardCharsets.ISO_8859_1);
        }
      }
    }
  }
}
