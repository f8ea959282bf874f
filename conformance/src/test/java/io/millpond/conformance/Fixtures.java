package io.millpond.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Archives of the shared fixtures; a test that needs one is skipped where the folder is missing.
 */
final class Fixtures {
  private Fixtures() {}

  /** Unpacks {@code <name>.tar.gz} below a directory and answers the folder of that name in it. */
  static Path unpack(String name, Path directory) throws IOException {
    Path archive = folder("millpond.fixtures").resolve(name + ".tar.gz");
    assumeTrue(Files.isReadable(archive), "skipped: no fixture " + name + ".tar.gz");
    Process tar =
        new ProcessBuilder("tar", "-xpzf", archive.toString(), "-C", directory.toString())
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!tar.waitFor(60, TimeUnit.SECONDS) || tar.exitValue() != 0) {
        throw new IOException("tar: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return directory.resolve(name);
  }

  /** The folder a system property names; skips where it is not there. */
  static Path folder(String property) {
    String value = System.getProperty(property, "");
    assumeTrue(
        !value.isEmpty() && Files.isDirectory(Path.of(value)),
        "skipped: the system property " + property + " names no folder");
    return Path.of(value);
  }
}
