package io.millpond.exports.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millpond.logs.Utf8;
import io.millpond.logs.records.Head;
import io.millpond.logs.records.Span;
import java.io.IOException;
import java.util.Arrays;

/** Records as JSON objects, one a line. What is not UTF-8 becomes U+FFFD. */
final class JsonRenderer implements Renderer {
  private final RunWriter target;
  private final Stamp stamp = new Stamp();
  private final Origin origin;
  private final byte[] file;

  /** The beginning of a character that the next part goes on with. */
  private byte[] torn = new byte[0];

  /** Whether a newline was left out that may have been the record's last byte. */
  private boolean newline;

  JsonRenderer(RunWriter target, Origin origin, String path) {
    this.target = target;
    this.origin = origin;
    this.file = json(path).getBytes(UTF_8);
  }

  @Override
  public void begin(byte[] bytes, int from, int to, Head head, long timeMillis, long offset)
      throws IOException {
    open(timeMillis, offset, origin.subject());
    member("level", bytes, head.level(), head);
    member("thread", bytes, head.thread(), head);
    member("logger", bytes, head.logger(), head);
    member("executionContextId", bytes, head.executionContextId(), head);
    member("opcRequestId", bytes, head.opcRequestId(), head);
    member("jobRunKey", bytes, head.jobRunKey(), head);
    member("taskRunKey", bytes, head.taskRunKey(), head);
    target.write(",\"message\":\"".getBytes(UTF_8));
    if (head.isEscaped()) {
      byte[] message = JsonRecord.message(bytes, head);
      string(message, 0, message.length);
    } else {
      string(bytes, head.message().from(), to);
    }
    target.pause();
  }

  private void open(long timeMillis, long offset, String subject) {
    target.begin(timeMillis);
    torn = new byte[0];
    newline = false;
    target.write("{\"time\":\"".getBytes(UTF_8));
    stamp.write(timeMillis, target);
    String place =
        "\""
            + (subject.isEmpty() ? "" : ",\"subject\":" + json(subject))
            + (origin.stream().isEmpty() ? "" : ",\"stream\":" + json(origin.stream()))
            + ",\"type\":"
            + json(origin.type())
            + ",\"file\":";
    target.write(place.getBytes(UTF_8));
    target.write(file);
    target.write((",\"offset\":" + offset).getBytes(UTF_8));
  }

  private void member(String name, byte[] bytes, Span span, Head head) {
    if (span.length() <= 0) {
      return;
    }
    byte[] text = JsonRecord.part(bytes, span, head);
    target.write((",\"" + name + "\":" + json(new String(text, UTF_8))).getBytes(UTF_8));
  }

  @Override
  public void part(byte[] bytes, int from, int to) throws IOException {
    string(bytes, from, to);
    target.pause();
  }

  private void string(byte[] bytes, int from, int end) {
    boolean line = end > from && bytes[end - 1] == '\n';
    int to = line ? end - 1 : end;
    if (newline && end > from) {
      target.write("\\n".getBytes(UTF_8));
    }
    newline = line || (newline && end == from);
    byte[] all = Arrays.copyOf(torn, torn.length + to - from);
    System.arraycopy(bytes, from, all, torn.length, to - from);
    int cut = line || all.length == 0 ? all.length : Utf8.cut(all, 0, all.length);
    torn = Arrays.copyOfRange(all, cut, all.length);
    escape(new String(all, 0, cut, UTF_8));
  }

  private void escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    appendEscaped(text, escaped);
    target.write(escaped.toString().getBytes(UTF_8));
  }

  @Override
  public void end() throws IOException {
    if (torn.length > 0) {
      escape(new String(torn, UTF_8));
    }
    target.write("\"}\n".getBytes(UTF_8));
    target.end();
  }

  @Override
  public void event(LifecycleEvent event, long offset) throws IOException {
    open(event.timeMillis(), offset, event.subject());
    String rest =
        ",\"eventType\":"
            + json(event.eventType())
            + ",\"message\":"
            + json(event.message())
            + "}\n";
    target.write(rest.getBytes(UTF_8));
    target.end();
  }

  private static String json(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    appendEscaped(text, quoted);
    return quoted.append('"').toString();
  }

  private static void appendEscaped(String text, StringBuilder target) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> target.append("\\\"");
        case '\\' -> target.append("\\\\");
        case '\n' -> target.append("\\n");
        case '\r' -> target.append("\\r");
        case '\t' -> target.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f) {
            target
                .append("\\u00")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 15, 16));
          } else {
            target.append(c);
          }
        }
      }
    }
  }
}
