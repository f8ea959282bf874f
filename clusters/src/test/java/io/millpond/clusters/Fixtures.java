package io.millpond.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The shared test data, where it is present; tests that need it are skipped where it is not. */
public final class Fixtures {
  private Fixtures() {}

  /** Unpacks an archive of the fixtures below a directory; returns what it unpacked into. */
  public static Path unpack(String archive, Path target) throws IOException, InterruptedException {
    Path file = shared("millpond.fixtures", archive + ".tar.gz");
    Process tar =
        new ProcessBuilder("tar", "-xpzf", file.toString(), "-C", target.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tar.waitFor()).as(output).isZero();
    return target.resolve(archive);
  }

  /** The lines of a corpus. */
  public static List<String> corpusLines(String name) throws IOException {
    Path file = shared("millpond.corpora", name);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static Path shared(String property, String name) {
    String folder = System.getProperty(property, "");
    Path file = Path.of(folder).resolve(name);
    assumeTrue(
        !folder.isEmpty() && Files.isRegularFile(file),
        "needs the shared file " + name + ": set the system property " + property);
    return file;
  }
}
