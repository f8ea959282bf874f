package io.millpond.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Other people's collections of path traversals, as names and as links, against every door. */
@ParameterizedClass
@EnumSource(DoorKind.class)
class TraversalTest {
  private static final List<String> SECRETS =
      List.of(
          "secret", "etc/passwd", "etc/issue", "boot.ini", "windows/system32/drivers/etc/hosts");
  private static final Set<String> STRINGS = new LinkedHashSet<>();

  private static final Pattern ENCODED = Pattern.compile("%[0-9a-fA-F]{2}");

  private final DoorKind kind;

  TraversalTest(DoorKind kind) {
    this.kind = kind;
  }

  @BeforeAll
  static void readCorpora() throws IOException {
    Path corpora = Trees.shared("millpond.corpora");
    for (String name : List.of("deep", "dotdotpwn", "exotic")) {
      Path file = corpora.resolve("traversal-" + name + ".txt.gz");
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        lines.lines().forEach(line -> addVariants(line.replace("{FILE}", "secret")));
      }
    }
    assertThat(STRINGS).hasSizeGreaterThan(20_000);
  }

  /** Secrets beside the root and at every level above it; harmless namesakes inside. */
  private static Path plant(Path temp) throws IOException {
    Path top = temp.toRealPath();
    Path root = top.resolve("a/b/c/root");
    Files.createDirectories(root.resolve("d/e"));
    for (String secret : SECRETS) {
      for (String above : List.of("", "a", "a/b", "a/b/c")) {
        Trees.write(top.resolve(above).resolve(secret), "the secret");
      }
      Trees.write(root.resolve(secret), "inside");
    }
    return root;
  }

  @Test
  void noNameReadsTheSecret(@TempDir Path temp) throws IOException {
    try (LogRoot root = LogRoot.open(kind, plant(temp))) {
      for (String text : STRINGS) {
        assertHarmless(root, text);
        assertHarmless(root, "d/e/" + text);
      }
    }
  }

  @Test
  void noLinkReadsTheSecret(@TempDir Path temp) throws IOException {
    Path directory = plant(temp);
    Path link = directory.resolve("d/link");
    try (LogRoot root = LogRoot.open(kind, directory, Path.of("/etc/.."))) {
      for (String text : STRINGS) {
        // Links do not decode: a target that is still encoded is a name like any other.
        if (text.indexOf('%') < 0 && symlink(link, text)) {
          assertHarmless(root, "d/link");
          Files.delete(link);
        }
      }
    }
  }

  private static void assertHarmless(LogRoot root, String path) throws IOException {
    try {
      assertThat(Trees.read(root, path)).as(path).isEqualTo("inside");
    } catch (FileSystemException e) {
      assertThat(e.getMessage()).as(path).doesNotContain("/a/b/c/root");
    }
  }

  private static boolean symlink(Path link, String target) {
    try {
      Files.createSymbolicLink(link, Path.of(target));
      return true;
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** As it stands, decoded once and decoded twice. */
  private static void addVariants(String text) {
    String once = decode(text);
    String twice = decode(once);
    STRINGS.addAll(List.of(text, once, twice, twice.replace('\\', '/')));
  }

  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (ENCODED.matcher(text).region(i, text.length()).lookingAt()) {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
