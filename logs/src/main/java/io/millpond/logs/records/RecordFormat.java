package io.millpond.logs.records;

/**
 * A way to write records: which lines begin one, and where its parts are. Immutable. Lines are
 * given without their newline, in a buffer that can be read {@link
 * io.millpond.logs.Limits#HEAD_MARGIN_BYTES} beyond them.
 */
public interface RecordFormat {
  /** Returned by {@link #head} for a line that begins no record. */
  long NO_HEAD = -1;

  /** Returned by {@link #head} for a line that begins a record without a level. */
  long NO_LEVEL = 0;

  /** What it is called, for messages. */
  String name();

  /**
   * Whether the line begins a record, and where its level is. Asked for every line of a file: as
   * cheap as can be.
   *
   * @param from of the line
   * @param to behind its last byte
   * @return {@link #NO_HEAD}, {@link #NO_LEVEL}, or the indices of the level, from {@code <<} 32 or
   *     to
   */
  long head(byte[] bytes, int from, int to);

  /**
   * Takes a line apart that {@link #head} found to begin a record.
   *
   * @return whether all of it was as the format says; what was not is absent in {@code head}
   */
  boolean parse(byte[] bytes, int from, int to, Head head);

  /**
   * When the record whose head this is was written; {@link Head#NO_TIME} where it cannot be read.
   */
  long timeMillis(byte[] bytes, int from, int to, Head head);

  /**
   * Whether the lines between two heads are the first one's: a message of several lines, a trace.
   */
  boolean ownsFollowingLines();

  /** Whether a head may begin with this byte. */
  boolean mayBeginWith(byte first);

  static long pack(int from, int to) {
    return (long) from << 32 | to;
  }

  static int from(long packed) {
    return (int) (packed >>> 32);
  }

  static int to(long packed) {
    return (int) packed;
  }
}
