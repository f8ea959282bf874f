package io.millpond.logs.records;

import java.nio.charset.StandardCharsets;

/** An exception in a JSON record, as Java prints one. */
public final class StackTrace {
  /** How many causes of causes are told. */
  private static final int MOST_CAUSES = 16;

  private final byte[] bytes;
  private final StringBuilder text = new StringBuilder();

  private StackTrace(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The text of what {@link Head#exception} is: a string as it is; an object with {@code class},
   * {@code msg} and {@code stacktrace} (Spark 4), put together; any other as the JSON it is.
   */
  public static String text(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] != '{') {
      return unescaped(bytes, from, to);
    }
    StackTrace trace = new StackTrace(bytes);
    return trace.exception(from, to, MOST_CAUSES) ? trace.text.toString() : raw(bytes, from, to);
  }

  private boolean exception(int from, int to, int depth) {
    JsonMembers members = new JsonMembers(bytes, from, to);
    String type = "";
    String message = "";
    int framesFrom = 0;
    int framesTo = 0;
    int causeFrom = 0;
    int causeTo = 0;
    while (members.next()) {
      if (members.keyIs("class") || members.keyIs("name")) {
        type = value(members);
      } else if (members.keyIs("msg") || members.keyIs("message")) {
        message = value(members);
      } else if (members.keyIs("stacktrace")) {
        framesFrom = members.valueFrom();
        framesTo = members.valueTo();
      } else if (members.keyIs("cause") && members.valueIsObject()) {
        causeFrom = members.valueFrom();
        causeTo = members.valueTo();
      }
    }
    if (type.isEmpty()) {
      return false;
    }
    text.append(type).append(message.isEmpty() ? "" : ": ").append(message);
    frames(framesFrom, framesTo);
    if (causeTo > causeFrom && depth > 0) {
      text.append("\nCaused by: ");
      exception(causeFrom, causeTo, depth - 1);
    }
    return true;
  }

  private void frames(int from, int to) {
    if (from >= to) {
      return;
    }
    if (bytes[from] != '[') {
      text.append('\n').append(unescaped(bytes, from, to));
      return;
    }
    int at = from;
    while (at < to) {
      at =
          switch (bytes[at]) {
            case '{' -> Math.max(at + 1, frame(new JsonMembers(bytes, at, to)));
            // A brace in a string opens nothing, though its end would be looked for in all there
            // is.
            case '"' -> behindString(at, to);
            default -> at + 1;
          };
    }
  }

  private int behindString(int at, int to) {
    int end = JsonMembers.stringEnd(bytes, at, to);
    return end < 0 ? to : end;
  }

  /** One frame; returns where its last value ends. */
  private int frame(JsonMembers frame) {
    String type = "";
    String method = "";
    String file = "";
    String line = "";
    int end = 0;
    while (frame.next()) {
      if (frame.keyIs("class")) {
        type = value(frame);
      } else if (frame.keyIs("method")) {
        method = value(frame);
      } else if (frame.keyIs("file")) {
        file = value(frame);
      } else if (frame.keyIs("line")) {
        line = value(frame);
      }
      end = frame.end();
    }
    text.append("\n\tat ").append(type).append('.').append(method).append('(');
    text.append(file.isEmpty() ? "Unknown Source" : file);
    text.append(line.isEmpty() || line.startsWith("-") ? "" : ":" + line).append(')');
    return end;
  }

  private String value(JsonMembers members) {
    return unescaped(bytes, members.valueFrom(), members.valueTo());
  }

  private static String unescaped(byte[] bytes, int from, int to) {
    return new String(JsonText.unescape(bytes, from, to), StandardCharsets.UTF_8);
  }

  private static String raw(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
