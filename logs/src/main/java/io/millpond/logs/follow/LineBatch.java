package io.millpond.logs.follow;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Lines of one file, in order, none of them empty; shared by all its followers, never changed. */
public final class LineBatch implements TailEvent {
  private final Generation generation;
  private final Instant seen;
  private final byte[] bytes;
  private final int[] ends;
  private final long[] starts;
  private final boolean[] partial;

  private LineBatch(Generation generation, Instant seen, Builder lines) {
    this.generation = generation;
    this.seen = seen;
    int size = lines.size;
    this.bytes = Arrays.copyOf(lines.bytes, size == 0 ? 0 : lines.ends[size - 1]);
    this.ends = Arrays.copyOf(lines.ends, size);
    this.starts = Arrays.copyOf(lines.starts, size);
    this.partial = Arrays.copyOf(lines.partial, size);
  }

  /** How many lines, or pieces of lines, there are; at least 1. */
  public int size() {
    return ends.length;
  }

  /** The file. */
  public Generation generation() {
    return generation;
  }

  /** When the lines were read. */
  public Instant seen() {
    return seen;
  }

  /** The bytes of a line without its newline, of {@link #array}. */
  public ByteBuffer bytes(int line) {
    int from = from(line);
    return ByteBuffer.wrap(bytes, from, ends[line] - from);
  }

  /** All lines; to be read only. */
  public byte[] array() {
    return bytes;
  }

  /** Where a line begins in {@link #array}. */
  public int from(int line) {
    return line == 0 ? 0 : ends[line - 1];
  }

  /** Where a line ends in {@link #array}. */
  public int to(int line) {
    return ends[line];
  }

  /** The file's offset of the line's first byte. */
  public long start(int line) {
    return starts[line];
  }

  /** The file's offset of the line's newline; of a piece, the offset behind it. */
  public long end(int line) {
    return starts[line] + ends[line] - from(line);
  }

  /**
   * Whether the line goes on in a further piece: it is too long for one, or its newline was waited
   * for in vain. The last piece of such a line may be empty.
   */
  public boolean isPartial(int line) {
    return partial[line];
  }

  /** Where following goes on after a line. */
  public LogPosition position(int line) {
    return new LogPosition(end(line), Optional.of(generation));
  }

  /** Where following goes on after the last line. */
  public LogPosition position() {
    return position(size() - 1);
  }

  @Override
  public int weight() {
    return bytes.length + size() * Integer.BYTES;
  }

  /** The lines, or what of a line, that lie behind an offset; empty where none do. */
  Optional<LineBatch> behind(long offset) {
    Builder kept = new Builder();
    for (int i = 0; i < size(); i++) {
      long cut = Math.max(0, offset - start(i));
      if (cut < ends[i] - from(i)) {
        kept.add(bytes, from(i) + (int) cut, ends[i], start(i) + cut, partial[i]);
      }
    }
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept.build(generation, seen));
  }

  /** Gathers lines. */
  static final class Builder {
    private byte[] bytes = new byte[1024];
    private int[] ends = new int[16];
    private long[] starts = new long[16];
    private boolean[] partial = new boolean[16];
    private int size;

    boolean isEmpty() {
      return size == 0;
    }

    int weight() {
      return size == 0 ? 0 : ends[size - 1];
    }

    int lines() {
      return size;
    }

    void add(byte[] source, int from, int to, long start, boolean isPartial) {
      int used = weight();
      int end = used + to - from;
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
      }
      System.arraycopy(source, from, bytes, used, to - from);
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, 2 * size);
        starts = Arrays.copyOf(starts, 2 * size);
        partial = Arrays.copyOf(partial, 2 * size);
      }
      ends[size] = end;
      starts[size] = start;
      partial[size++] = isPartial;
    }

    LineBatch build(Generation generation, Instant seen) {
      LineBatch batch = new LineBatch(generation, seen, this);
      size = 0;
      return batch;
    }
  }
}
