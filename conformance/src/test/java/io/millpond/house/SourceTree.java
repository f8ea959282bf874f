package io.millpond.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The text files of the source tree the build was started in; what builds leave behind is not. */
final class SourceTree {
  /** A file of the tree. */
  record Source(String path, List<String> lines) {
    boolean isJava() {
      return path.endsWith(".java");
    }

    boolean isMain() {
      return path.contains("/src/main/java/");
    }

    boolean isTest() {
      return path.contains("/src/test/java/");
    }

    /** The top-level folder; empty for a file that lies in none. */
    String room() {
      return path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
    }

    /** The folder the file lies in. */
    String directory() {
      return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Where lines are that fit, as {@code path:line: text}. */
    Stream<String> places(Predicate<String> wrong) {
      return IntStream.range(0, lines.size())
          .filter(i -> wrong.test(lines.get(i)))
          .mapToObj(i -> path + ":" + (i + 1) + ": " + lines.get(i).strip());
    }
  }

  private static final Set<String> FOREIGN = Set.of("target", ".git", ".idea", ".vscode");
  private static final Set<String> TEXT = Set.of("java", "md", "xml", "yaml", "properties", "sh");
  private static final Set<String> SCRIPTS =
      Set.of(
          "millpond",
          "mvnw",
          "bin/find-jdk",
          "bin/real-oidc",
          "bin/real-spark",
          ".ci/run",
          ".mvn/jvm.config");

  private SourceTree() {}

  static Path home() {
    return Path.of(Objects.requireNonNull(System.getProperty("millpond.home"), "millpond.home"));
  }

  static Path file(String path) {
    return home().resolve(path);
  }

  /** Every text file people write. */
  static List<Source> sources() {
    List<Source> sources = new ArrayList<>();
    try {
      Files.walkFileTree(home(), new Collector(sources));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return sources;
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final List<Source> sources;

    Collector(List<Source> sources) {
      this.sources = sources;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      boolean skipped =
          FOREIGN.contains(String.valueOf(directory.getFileName())) && !directory.equals(home());
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String path = home().relativize(file).toString();
      String suffix = path.substring(path.lastIndexOf('.') + 1);
      if (attributes.isRegularFile() && (TEXT.contains(suffix) || SCRIPTS.contains(path))) {
        sources.add(new Source(path, Files.readAllLines(file)));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
