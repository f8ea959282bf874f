package io.millpond.logs.records;

/** Blanks around a field that is padded. */
final class Spaces {
  private Spaces() {}

  static int trimmedStart(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && bytes[start] == ' ') {
      start++;
    }
    return start;
  }

  static int trimmedEnd(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] == ' ') {
      end--;
    }
    return end;
  }
}
