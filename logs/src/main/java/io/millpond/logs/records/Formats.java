package io.millpond.logs.records;

import io.millpond.logs.ByteSource;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.Limits;
import io.millpond.logs.Swar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The formats a log may be in, in the order they are tried: those somebody configured, then the
 * usual ones, of which the more particular come first.
 */
public final class Formats {
  private final List<RecordFormat> all;

  /** What a file was found to be in last. */
  private volatile @Nullable FileFormats last;

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
    return rank(Arrays.copyOf(sample, length + Limits.HEAD_MARGIN_BYTES), length).formats();
  }

  /**
   * The same of a file, of which no more than a little is read where that leaves no doubt. Of one
   * that is damaged within its first bytes, by those before.
   */
  public FileFormats detect(ByteSource file) throws IOException {
    byte[] little = new byte[Limits.PROBE_BYTES + Limits.HEAD_MARGIN_BYTES];
    int length = read(file, little, 0, Limits.PROBE_BYTES);
    Ranked ranked = rank(little, length);
    if (ranked.clear() || length < Limits.PROBE_BYTES) {
      return ranked.formats();
    }
    byte[] more = Arrays.copyOf(little, Limits.DETECTED_BYTES + Limits.HEAD_MARGIN_BYTES);
    return rank(more, read(file, more, length, Limits.DETECTED_BYTES)).formats();
  }

  /** Reads from the file's offset {@code from} on to the same index; up to where it could. */
  private static int read(ByteSource file, byte[] bytes, int from, int to) throws IOException {
    ByteBuffer room = ByteBuffer.wrap(bytes, from, to - from);
    try {
      int read = 0;
      while (room.hasRemaining() && read >= 0) {
        read = file.read(room, room.position());
      }
    } catch (DamagedFileException told) {
      // Whoever reads on meets the damage again.
      return room.position();
    }
    return room.position();
  }

  /**
   * @param clear whether more of the file would not change it
   */
  private record Ranked(FileFormats formats, boolean clear) {}

  /**
   * @param bytes that can be read beyond {@code length}
   */
  private Ranked rank(byte[] bytes, int length) {
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
    List<RecordFormat> ranked =
        IntStream.range(0, points.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> -points[i]))
            .map(all::get)
            .toList();
    return new Ranked(inOrder(ranked), clear);
  }

  /** The files of a cluster are mostly alike. */
  private FileFormats inOrder(List<RecordFormat> ranked) {
    FileFormats before = last;
    if (before != null && before.areInOrder(ranked)) {
      return before;
    }
    FileFormats fresh = new FileFormats(ranked);
    last = fresh;
    return fresh;
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
