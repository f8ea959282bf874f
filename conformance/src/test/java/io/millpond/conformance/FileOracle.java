package io.millpond.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of §2.1 in their plainest form: all lines in memory, blank ones dropped, counted one by
 * one. It exists to disagree with something faster.
 */
final class FileOracle {
  private FileOracle() {}

  /**
   * The text answer, byte for byte as characters U+0000 to U+00FF.
   *
   * @param cursor offset to start at, already resolved: END is the length
   * @param skip lines to drop when positive; lines before the cursor to add when negative
   * @param limit lines to give at most; 0 or less for all
   */
  static String text(byte[] file, int cursor, int skip, int limit) {
    String content = new String(file, StandardCharsets.ISO_8859_1);
    int start = Math.min(cursor, content.length());
    List<String> after = lines(content.substring(start));
    if (skip < 0) {
      String before = content.substring(0, start);
      // a cursor in the middle of a line: the line is one, told from where it begins
      int lineStart = before.lastIndexOf('\n') + 1;
      String first = before.substring(lineStart);
      List<String> earlier = lines(before);
      List<String> back = earlier.subList(Math.max(0, earlier.size() + skip), earlier.size());
      boolean joins = !first.isEmpty() && content.indexOf('\n', start) != start;
      after = joins && !after.isEmpty() ? joined(back, after) : concat(back, after);
    } else {
      after = after.subList(Math.min(skip, after.size()), after.size());
    }
    List<String> given = limit > 0 ? after.subList(0, Math.min(limit, after.size())) : after;
    return given.isEmpty() ? "" : String.join("\n", given) + "\n";
  }

  private static List<String> joined(List<String> back, List<String> after) {
    List<String> all = new ArrayList<>(back.subList(0, back.size() - 1));
    all.add(back.getLast() + after.getFirst());
    all.addAll(after.subList(1, after.size()));
    return all;
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static List<String> lines(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(text.split("\n", -1)).stream().filter(line -> !line.isEmpty()).toList();
  }
}
