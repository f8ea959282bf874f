package io.millpond.logs.records;

import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object in a buffer, one after the other, without building anything. Nested
 * values are passed over by counting brackets outside strings; what is in them is looked at by
 * another of these.
 */
final class JsonMembers {
  private final byte[] bytes;
  private final int to;
  private int at;
  private boolean first = true;
  private boolean closed;
  private int keyFrom;
  private int keyTo;
  private int valueFrom;
  private int valueTo;

  /**
   * @param from of the opening brace
   * @param to behind the last byte that counts
   */
  JsonMembers(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.to = to;
    this.at = from;
  }

  /** Goes to the next member; false at the end of the object, or where it is none. */
  boolean next() {
    boolean opened = take(first ? (byte) '{' : (byte) ',');
    boolean empty = first && opened && take((byte) '}');
    if (!opened || empty) {
      closed = (empty || (!first && take((byte) '}'))) && blanks() == to;
      return false;
    }
    first = false;
    blanks();
    int key = at;
    int keyEnd = string(key);
    if (keyEnd < 0) {
      return false;
    }
    at = keyEnd;
    if (!take((byte) ':')) {
      return false;
    }
    valueFrom = blanks();
    valueTo = value(valueFrom);
    keyFrom = key + 1;
    keyTo = keyEnd - 1;
    at = valueTo;
    return valueTo > valueFrom;
  }

  /**
   * After {@link #next} was false: whether the object ended as it should, and nothing came after.
   */
  boolean isWhole() {
    return closed;
  }

  boolean keyIs(String name) {
    if (keyTo - keyFrom != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[keyFrom + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  int keyFrom() {
    return keyFrom;
  }

  int keyTo() {
    return keyTo;
  }

  boolean valueIsString() {
    return bytes[valueFrom] == '"';
  }

  boolean valueIsObject() {
    return bytes[valueFrom] == '{';
  }

  /** Of the value: behind the opening quote of a string. */
  int valueFrom() {
    return valueIsString() ? valueFrom + 1 : valueFrom;
  }

  /** Behind the value: at the closing quote of a string. */
  int valueTo() {
    return valueIsString() ? valueTo - 1 : valueTo;
  }

  /** Behind the value, the closing quote of a string included. */
  int end() {
    return valueTo;
  }

  /** Puts the value into a span, where it is a string or a number. */
  void into(@Nullable Span span) {
    if (span != null && !valueIsObject() && bytes[valueFrom] != '[' && bytes[valueFrom] != 'n') {
      span.set(valueFrom(), valueTo());
    }
  }

  private int blanks() {
    while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
      at++;
    }
    return at;
  }

  private boolean take(byte wanted) {
    blanks();
    boolean there = at < to && bytes[at] == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private int string(int from) {
    return stringEnd(bytes, from, to);
  }

  /** Behind the string that begins with the quote at {@code from}; -1 where there is none. */
  static int stringEnd(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] != '"') {
      return -1;
    }
    for (int i = from + 1; i < to; i++) {
      if (bytes[i] == '\\') {
        i++;
      } else if (bytes[i] == '"') {
        return i + 1;
      }
    }
    return -1;
  }

  /** Behind the value that begins at {@code from}; not behind {@code from} where there is none. */
  private int value(int from) {
    if (from >= to) {
      return from;
    }
    return switch (bytes[from]) {
      case '"' -> string(from);
      case '{', '[' -> nested(from);
      default -> {
        int end = from;
        while (end < to && bytes[end] != ',' && bytes[end] != '}' && bytes[end] != ']') {
          end++;
        }
        yield Spaces.trimmedEnd(bytes, from, end);
      }
    };
  }

  private int nested(int from) {
    int depth = 0;
    int i = from;
    while (i < to) {
      switch (bytes[i]) {
        case '"' -> {
          int end = string(i);
          if (end < 0) {
            return -1;
          }
          i = end - 1;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {
          // A number, a comma, a blank.
        }
      }
      i++;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
