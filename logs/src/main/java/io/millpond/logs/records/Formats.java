package io.millpond.logs.records;

import io.millpond.logs.Limits;
import io.millpond.logs.Swar;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The formats a log may be in, in the order they are tried: those somebody configured, then the
 * usual ones, of which the more particular come first.
 */
public final class Formats {
  private final List<RecordFormat> all;

  private Formats(List<RecordFormat> all) {
    this.all = List.copyOf(all);
  }

  /** The usual formats, for logs in UTC. */
  public static Formats builtIn() {
    return of(List.of());
  }

  /**
   * @param configured tried before the usual ones
   */
  public static Formats of(List<? extends RecordFormat> configured) {
    ZoneId zone = ZoneOffset.UTC;
    List<RecordFormat> all = new ArrayList<>(configured);
    all.add(JsonFormat.of(zone));
    BuiltIn.patterns().forEach(pattern -> all.add(PatternFormat.of(pattern, zone)));
    List<RecordFormat> inner = List.copyOf(all);
    all.addFirst(new CriFormat(inner));
    return new Formats(all);
  }

  /**
   * The formats of a file, as its first lines tell: the one that fits most of them best is asked
   * first from then on, the others after it.
   *
   * @param sample the file's beginning; may end within a line
   */
  public FileFormats detect(byte[] sample, int length) {
    byte[] bytes = new byte[length + Limits.HEAD_MARGIN_BYTES];
    System.arraycopy(sample, 0, bytes, 0, length);
    int[] points = new int[all.size()];
    Head head = new Head();
    int decided = 0;
    boolean clear = false;
    for (int from = 0; from < length && decided < Limits.DETECTED_LINES && !clear; ) {
      int newline = Swar.indexOf(bytes, from, length, (byte) '\n');
      int to = newline < 0 ? length : newline;
      decided += judge(bytes, from, to, points, head) ? 1 : 0;
      clear = decided >= Limits.CLEAR_LINES && isClear(points, decided);
      from = to + 1;
    }
    return new FileFormats(
        IntStream.range(0, points.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> -points[i]))
            .map(all::get)
            .toList());
  }

  /** Whether a format has fitted every head to its last field: most files have one and no other. */
  private static boolean isClear(int[] points, int heads) {
    for (int point : points) {
      if (point == 2 * heads) {
        return true;
      }
    }
    return false;
  }

  private boolean judge(byte[] bytes, int from, int to, int[] points, Head head) {
    boolean any = false;
    for (int i = 0; i < points.length && from < to; i++) {
      RecordFormat format = all.get(i);
      if (format.mayBeginWith(bytes[from])
          && format.head(bytes, from, to) != RecordFormat.NO_HEAD) {
        // A format that fits to its last field goes before any that fits its beginning only.
        points[i] += format.parse(bytes, from, to, head) ? 2 : 1;
        any = true;
      }
    }
    return any;
  }
}
