package io.millpond.logs.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formats of one file: the one most of its lines are in, and all others. */
public final class FileFormats {
  private final RecordFormat primary;
  private final RecordFormat[] others;

  /** Whether another format's head may begin with a byte. */
  private final boolean[] first = new boolean[256];

  FileFormats(List<RecordFormat> all, RecordFormat primary) {
    this.primary = primary;
    this.others =
        all.stream().filter(format -> !format.equals(primary)).toArray(RecordFormat[]::new);
    for (int b = 0; b < first.length; b++) {
      for (RecordFormat other : others) {
        first[b] |= other.mayBeginWith((byte) b);
      }
    }
  }

  /** The format most lines are in. */
  public RecordFormat primary() {
    return primary;
  }

  /** The format that a line begins a record in; null where it begins none. */
  @Nullable RecordFormat of(byte[] bytes, int from, int to) {
    if (primary.head(bytes, from, to) != RecordFormat.NO_HEAD) {
      return primary;
    }
    return from < to && mayBeOther(bytes[from]) ? otherOf(bytes, from, to) : null;
  }

  private @Nullable RecordFormat otherOf(byte[] bytes, int from, int to) {
    for (RecordFormat other : others) {
      if (other.head(bytes, from, to) != RecordFormat.NO_HEAD) {
        return other;
      }
    }
    return null;
  }

  /** Whether a line that the primary format does not begin may be the head of another. */
  boolean mayBeOther(byte begins) {
    return first[begins & 0xff];
  }

  int others() {
    return others.length;
  }

  RecordFormat other(int i) {
    return others[i];
  }
}
