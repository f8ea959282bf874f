package io.millpond.exports.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millpond.logs.Swar;
import io.millpond.logs.records.Head;
import io.millpond.logs.records.JsonText;
import io.millpond.logs.records.Span;
import java.io.IOException;

/**
 * Records as lines: {@code <time> <LEVEL> <subject> <stream> [<thread>] <logger>: <message>}, with
 * {@code -} for what is not known. Further lines of a message begin with a tab, also those behind a
 * carriage return alone, which many readers take for the end of a line, so that nothing a log says
 * can look like another record.
 */
final class TextRenderer implements Renderer {
  private static final byte[] UNKNOWN = {'-'};
  private static final byte[] BEHIND_THREAD = {']', ' '};
  private static final byte[] BEHIND_LOGGER = {':', ' '};
  private static final byte[] NEXT_LINE = {'\n', '\t'};

  private final RunWriter target;
  private final Stamp stamp = new Stamp();
  private final byte[] place;
  private final String stream;

  /** Whether a line has ended whose end was not written: it may have been the record's last. */
  private boolean lineEnded;

  /** Whether the last byte written was a carriage return. */
  private boolean returned;

  TextRenderer(RunWriter target, Origin origin) {
    this.target = target;
    this.stream = origin.stream();
    this.place = place(origin.subject());
  }

  private byte[] place(String subject) {
    return (" " + oneLine(subject) + " " + oneLine(stream) + " [").getBytes(UTF_8);
  }

  private static String oneLine(String text) {
    return text.isEmpty() ? "-" : text.replaceAll("[\\p{Cntrl} ]", "_");
  }

  @Override
  public void begin(byte[] bytes, int from, int to, Head head, long timeMillis, long offset)
      throws IOException {
    open(timeMillis);
    stamp.write(timeMillis, target);
    target.write(' ');
    upper(bytes, head);
    target.write(place);
    part(bytes, head.thread(), head.isEscaped());
    target.write(BEHIND_THREAD);
    part(bytes, head.logger(), head.isEscaped());
    target.write(BEHIND_LOGGER);
    if (head.isEscaped()) {
      lines(JsonRecord.message(bytes, head));
    } else {
      lines(bytes, head.message().from(), to);
    }
    target.pause();
  }

  private void open(long timeMillis) {
    target.begin(timeMillis);
    lineEnded = false;
    returned = false;
  }

  private void upper(byte[] bytes, Head head) {
    Span level = head.level();
    if (level.length() <= 0) {
      target.write(UNKNOWN);
    }
    for (int i = level.from(); i < level.to(); i++) {
      int b = bytes[i];
      target.write(b >= 'a' && b <= 'z' ? b - 0x20 : isControl(b) ? '_' : b);
    }
  }

  private void part(byte[] bytes, Span span, boolean escaped) {
    if (span.length() <= 0) {
      target.write(UNKNOWN);
    } else if (escaped && JsonText.isEscaped(bytes, span.from(), span.to())) {
      byte[] text = JsonText.unescape(bytes, span.from(), span.to());
      plain(text, 0, text.length);
    } else {
      plain(bytes, span.from(), span.to());
    }
  }

  /** What is between the control characters is written as it is, mostly all. */
  private void plain(byte[] bytes, int start, int to) {
    int from = start;
    for (int i = start; i < to; i++) {
      if (isControl(bytes[i])) {
        target.write(bytes, from, i);
        target.write('_');
        from = i + 1;
      }
    }
    target.write(bytes, from, to);
  }

  private static boolean isControl(int b) {
    return (b >= 0 && b < ' ') || b == 0x7f;
  }

  @Override
  public void part(byte[] bytes, int from, int to) throws IOException {
    lines(bytes, from, to);
    target.pause();
  }

  private void lines(byte[] text) throws IOException {
    lines(text, 0, text.length);
  }

  private void lines(byte[] bytes, int start, int to) throws IOException {
    int from = start;
    while (from < to) {
      if (lineEnded) {
        target.write(NEXT_LINE);
        lineEnded = false;
        returned = false;
      }
      int newline = Swar.indexOf(bytes, from, to, (byte) '\n');
      int end = newline < 0 ? to : newline;
      line(bytes, from, end);
      lineEnded = newline >= 0;
      from = end + 1;
    }
  }

  private void line(byte[] bytes, int start, int to) {
    int from = start;
    while (from < to) {
      if (returned) {
        target.write('\t');
      }
      int mark = Swar.indexOf(bytes, from, to, (byte) '\r');
      returned = mark >= 0;
      int end = returned ? mark + 1 : to;
      target.write(bytes, from, end);
      from = end;
    }
  }

  @Override
  public void end() throws IOException {
    target.write('\n');
    target.end();
  }

  @Override
  public void event(LifecycleEvent event, long offset) throws IOException {
    open(event.timeMillis());
    stamp.write(event.timeMillis(), target);
    target.write(" -".getBytes(UTF_8));
    target.write(place(event.subject()));
    target.write(("-] " + oneLine(event.eventType()) + ": ").getBytes(UTF_8));
    lines(event.message().getBytes(UTF_8));
    end();
  }
}
