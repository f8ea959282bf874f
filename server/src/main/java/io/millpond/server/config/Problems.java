package io.millpond.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a file, so that it is told at once and in the file's order. */
final class Problems {
  private record Problem(int line, String message) {}

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  /** Adds a problem with the file as a whole. */
  void add(String message) {
    add(0, "", message);
  }

  /** Adds a problem with the key at {@code line}. */
  void add(int line, String key, String message) {
    found.add(new Problem(line, key.isEmpty() ? message : key + ": " + message));
  }

  boolean any() {
    return !found.isEmpty();
  }

  void throwIfAny() throws ConfigurationException {
    if (any()) {
      throw exception();
    }
  }

  /** All that was added; at least one problem must have been. */
  ConfigurationException exception() {
    return new ConfigurationException(lines());
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    found.stream()
        .sorted(Comparator.comparingInt(Problem::line))
        .limit(Limits.MAX_PROBLEMS)
        .map(p -> file + (p.line() > 0 ? ":" + p.line() : "") + ": " + p.message())
        .distinct()
        .forEach(lines::add);
    if (found.size() > Limits.MAX_PROBLEMS) {
      lines.add(file + ": and " + (found.size() - Limits.MAX_PROBLEMS) + " more");
    }
    return lines;
  }

  /** A piece of the file as a message may repeat it: short, and without control characters. */
  static String shown(String text) {
    return text.codePointCount(0, text.length()) > Limits.MAX_SHOWN_CHARS
        ? printable(text.substring(0, text.offsetByCodePoints(0, Limits.MAX_SHOWN_CHARS))) + "…"
        : printable(text);
  }

  /** A path of the user's, whole. */
  static String shownPath(Path path) {
    return printable(path.toString());
  }

  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "\uFFFD");
  }
}
