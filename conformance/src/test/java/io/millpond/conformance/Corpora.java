package io.millpond.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Other people's hostile strings; a test that needs them is skipped where the folder is missing.
 */
final class Corpora {
  /** Stands for the file an attack is after. */
  private static final String FILE = "{FILE}";

  private Corpora() {}

  /** Every path-traversal string, aimed at our canary where the corpus leaves the aim open. */
  static List<String> traversals() {
    List<String> strings = new ArrayList<>();
    for (String name : List.of("traversal-deep", "traversal-exotic", "traversal-dotdotpwn")) {
      for (String line : read(name + ".txt.gz").lines().toList()) {
        strings.add(line.replace(FILE, "canary.txt"));
      }
    }
    return List.copyOf(strings);
  }

  /** The big list of naughty strings. */
  static List<String> naughty() {
    List<String> strings = new ArrayList<>();
    Json.parse(read("blns.json.gz")).forEach(node -> strings.add(node.asString()));
    return List.copyOf(strings);
  }

  /** At most so many of a list, evenly spread and always the same. */
  static <T> List<T> sample(List<T> all, int count) {
    if (all.size() <= count) {
      return all;
    }
    List<T> sample = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sample.add(all.get((int) ((long) i * all.size() / count)));
    }
    return sample;
  }

  private static String read(String name) {
    Path file = Fixtures.folder("millpond.corpora").resolve(name);
    assumeTrue(Files.isReadable(file), "skipped: no corpus " + name);
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
