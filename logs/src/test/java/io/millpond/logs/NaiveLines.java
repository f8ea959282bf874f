package io.millpond.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a window of lines is, said as plainly as it can be said. */
final class NaiveLines {
  /** A line from {@code start} to the newline at {@code end}, or to the end of the file. */
  record Line(int start, int end, boolean terminated) {}

  private NaiveLines() {}

  static List<Line> split(byte[] bytes, int from) {
    List<Line> lines = new ArrayList<>();
    int start = from;
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(new Line(start, i, true));
        start = i + 1;
      }
    }
    if (start < bytes.length) {
      lines.add(new Line(start, bytes.length, false));
    }
    return lines;
  }

  static List<Line> window(byte[] bytes, LineWindow window, List<String> needles) {
    int cursor =
        window.cursor() instanceof Position.Offset offset
            ? (int) Math.min(bytes.length, offset.bytes())
            : bytes.length;
    int start = cursor;
    if (window.skip() < 0) {
      List<Line> before =
          split(bytes, 0).stream()
              .filter(l -> Math.min(l.end(), cursor) > l.start() && contains(bytes, l, needles))
              .toList();
      long index = before.size() + window.skip();
      start = index < 0 ? 0 : before.get((int) index).start();
    }
    return split(bytes, start).stream()
        .filter(line -> line.end() > line.start() && contains(bytes, line, needles))
        .skip(Math.max(0, window.skip()))
        .limit(window.limit() <= 0 ? Long.MAX_VALUE : window.limit())
        .toList();
  }

  private static boolean contains(byte[] bytes, Line line, List<String> needles) {
    String text = latin(Arrays.copyOfRange(bytes, line.start(), line.end()));
    return needles.stream().anyMatch(needle -> text.contains(latin(needle.getBytes(UTF_8))));
  }

  static String latin(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
