package io.millpond.logs.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formats of one file: the one most of its lines are in, and all others. */
public final class FileFormats {
  private final List<RecordFormat> ranked;
  private final RecordFormat primary;
  private final RecordFormat[] others;

  /** Whether another format's head may begin with a byte. */
  private final boolean[] first = new boolean[256];

  /**
   * @param ranked the primary format first
   */
  FileFormats(List<RecordFormat> ranked) {
    this.ranked = List.copyOf(ranked);
    this.primary = ranked.getFirst();
    this.others = ranked.stream().skip(1).toArray(RecordFormat[]::new);
    for (int b = 0; b < first.length; b++) {
      for (RecordFormat other : others) {
        first[b] |= other.mayBeginWith((byte) b);
      }
    }
  }

  /** Whether these are those formats, in that order. */
  boolean areInOrder(List<RecordFormat> formats) {
    return ranked.equals(formats);
  }

  /** The format most lines are in. */
  public RecordFormat primary() {
    return primary;
  }

  /**
   * The format that a line begins a record in; null where it begins none.
   *
   * @param scratch written over
   */
  @Nullable RecordFormat of(byte[] bytes, int from, int to, Head scratch) {
    if (primary.head(bytes, from, to) != RecordFormat.NO_HEAD) {
      return primary;
    }
    return from < to && mayBeOther(bytes[from]) ? otherOf(bytes, from, to, scratch) : null;
  }

  /** The first of the others that fits the line to its last field, or that fits it at all. */
  @Nullable RecordFormat otherOf(byte[] bytes, int from, int to, Head scratch) {
    RecordFormat first = null;
    for (RecordFormat other : others) {
      if (other.head(bytes, from, to) != RecordFormat.NO_HEAD) {
        if (other.parse(bytes, from, to, scratch)) {
          return other;
        }
        first = first == null ? other : first;
      }
    }
    return first;
  }

  /** Whether a line that the primary format does not begin may be the head of another. */
  boolean mayBeOther(byte begins) {
    return first[begins & 0xff];
  }
}
