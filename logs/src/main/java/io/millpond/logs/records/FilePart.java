package io.millpond.logs.records;

/**
 * A part of a file: the records whose first byte lies in it.
 *
 * @param from offset of its first byte
 * @param to offset behind its last byte
 */
public record FilePart(long from, long to) {
  /** All of a file. */
  public static final FilePart WHOLE = new FilePart(0, Long.MAX_VALUE);

  public FilePart {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(from + " to " + to);
    }
  }
}
