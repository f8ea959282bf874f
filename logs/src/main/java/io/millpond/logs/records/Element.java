package io.millpond.logs.records;

import java.nio.charset.StandardCharsets;

/** A part of a pattern, as it is met in a line. */
sealed interface Element {
  /** Text that stands there as it is. */
  final class Literal implements Element {
    private final byte[] bytes;

    Literal(String text) {
      this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** This text and then the other. */
    Literal then(String text) {
      return new Literal(new String(bytes, StandardCharsets.UTF_8) + text);
    }

    byte first() {
      return bytes[0];
    }

    int length() {
      return bytes.length;
    }

    int leadingBlanks() {
      return Spaces.trimmedStart(bytes, 0, bytes.length);
    }

    /** The shape of this behind another. */
    Template behind(Template shape) {
      return shape.then(bytes);
    }

    boolean isAt(byte[] line, int at, int to) {
      if (at + bytes.length > to) {
        return false;
      }
      for (int i = 0; i < bytes.length; i++) {
        if (line[at + i] != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** When. */
  record Date(DateLayout layout) implements Element {}

  /**
   * How bad.
   *
   * @param width it is padded to on the left; 0 where it is not
   * @param known whether only the usual names are taken for one
   * @param blanksBehind how many blanks the literal behind it begins with; what there are more pad
   *     it on the right, whether the pattern says so or not
   */
  record Level(int width, boolean known, int blanksBehind) implements Element {}

  /** What is as long as it is, up to the literal that follows. */
  record Field(Kind kind, int width) implements Element {}

  /** Colours of a terminal, or none. */
  record Ansi() implements Element {}

  /** The next elements may all be missing. */
  record Maybe(int count) implements Element {}

  /** The message, and all that follows it. */
  record Message() implements Element {}

  /** What a field tells. */
  enum Kind {
    THREAD,
    LOGGER,
    EXECUTION_CONTEXT_ID,
    OPC_REQUEST_ID,
    JOB_RUN_KEY,
    TASK_RUN_KEY,
    /** The whole of a mapped diagnostic context, as {@code {a=b, c=d}}. */
    CONTEXT,
    /** Something nobody asks for. */
    OTHER
  }
}
