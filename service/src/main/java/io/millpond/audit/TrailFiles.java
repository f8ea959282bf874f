package io.millpond.audit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The names of a trail's files: the one that is written, and those put aside, which have the number
 * of their first line behind the name: {@code audit.jsonl.1}, {@code audit.jsonl.804413}.
 */
final class TrailFiles {
  private static final int MAX_DIGITS = 18;

  private TrailFiles() {}

  static Path aside(Path file, long firstSeq) {
    return file.resolveSibling(file.getFileName() + "." + firstSeq);
  }

  /** Those put aside, by the number of their first line. */
  static NavigableMap<Long, Path> aside(Path file) throws IOException {
    NavigableMap<Long, Path> found = new TreeMap<>();
    String begin = file.getFileName() + ".";
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return found;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path one : all) {
        String name = String.valueOf(one.getFileName());
        if (name.startsWith(begin)
            && isNumber(name.substring(begin.length()))
            && Files.isRegularFile(one)) {
          found.put(Long.parseLong(name.substring(begin.length())), one);
        }
      }
    }
    return found;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Takes back what a process that was killed between two steps put aside and did not replace. */
  static void restore(Path file) throws IOException {
    Map.Entry<Long, Path> newest = aside(file).lastEntry();
    if (Files.notExists(file) && newest != null) {
      Files.move(newest.getValue(), file);
    }
  }
}
