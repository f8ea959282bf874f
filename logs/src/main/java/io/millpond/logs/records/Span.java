package io.millpond.logs.records;

/** A part of a buffer; absent where it is empty and begins at -1. */
public final class Span {
  private int from = -1;
  private int to = -1;

  Span() {}

  void set(int newFrom, int newTo) {
    from = newFrom;
    to = newTo;
  }

  void clear() {
    from = -1;
    to = -1;
  }

  /** Whether the record has this at all. */
  public boolean isPresent() {
    return from >= 0;
  }

  /** The index of the first byte; -1 where absent. */
  public int from() {
    return from;
  }

  /** The index behind the last byte; -1 where absent. */
  public int to() {
    return to;
  }

  /** In bytes; 0 where absent. */
  public int length() {
    return to - from;
  }
}
