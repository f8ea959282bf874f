package io.millpond.clusters.events;

import io.millpond.clusters.Limits;
import io.millpond.logs.Swar;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Picks the lines of an event log that are read. All others, which are nearly all, are passed over
 * by their first bytes. Text is fed in pieces of any size; a line that has not ended yet waits for
 * the rest, of which a bounded part is kept. For one thread at a time.
 */
final class EventLines {
  /** Is given a line that is read. */
  interface Sink {
    /**
     * One line, without its newline. The bytes are good for the call only.
     *
     * @param to where the line ends, or what is kept of it
     */
    void line(LogEvent.Kind kind, byte[] bytes, int from, int to);
  }

  private static final byte NEWLINE = '\n';
  private static final int USUAL_LINE_BYTES = 4096;

  private final Sink sink;
  private byte[] line = new byte[USUAL_LINE_BYTES];
  private int length;
  private boolean skipping;
  private long events;

  /** How much was fed before. */
  private long fed;

  private long lineOffset;

  EventLines(Sink sink) {
    this.sink = sink;
  }

  /** How many lines began as events do. */
  long events() {
    return events;
  }

  /** Where the line that is handed on begins, in all the text that was fed. */
  long lineOffset() {
    return lineOffset;
  }

  /** How many bytes wait for the rest of their line. */
  int pendingBytes() {
    return line.length;
  }

  /** Forgets a line that has not ended; what is fed next begins one. */
  void reset() {
    length = 0;
    skipping = false;
    line = line.length > USUAL_LINE_BYTES ? new byte[USUAL_LINE_BYTES] : line;
  }

  /** Takes more text. */
  void feed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int newline = Swar.indexOf(bytes, at, to, NEWLINE);
      int end = newline < 0 ? to : newline;
      if (length == 0 && !skipping) {
        lineOffset = fed + at - from;
      }
      if (newline >= 0 && length == 0 && !skipping) {
        whole(bytes, at, end);
      } else {
        piece(bytes, at, end);
        if (newline >= 0) {
          endLine();
        }
      }
      at = newline < 0 ? to : newline + 1;
    }
    fed += to - from;
  }

  private void whole(byte[] bytes, int from, int to) {
    LogEvent.Kind kind = kind(bytes, from, to);
    if (kind != null) {
      sink.line(kind, bytes, from, Math.min(to, from + Limits.MAX_EVENT_BYTES));
    }
  }

  private void piece(byte[] bytes, int from, int to) {
    if (skipping) {
      return;
    }
    int before = length;
    int count = Math.min(to - from, Limits.MAX_EVENT_BYTES - length);
    if (length + count > line.length) {
      line =
          Arrays.copyOf(
              line, Math.max(length + count, Math.min(line.length * 2, Limits.MAX_EVENT_BYTES)));
    }
    System.arraycopy(bytes, from, line, length, count);
    length += count;
    if (before < LogEvent.Kind.MAX_BEGIN_BYTES && length >= LogEvent.Kind.MAX_BEGIN_BYTES) {
      skipping = kind(line, 0, length) == null;
      length = skipping ? 0 : length;
    }
  }

  private void endLine() {
    if (!skipping) {
      LogEvent.Kind kind =
          length < LogEvent.Kind.MAX_BEGIN_BYTES ? kind(line, 0, length) : known(line, 0, length);
      if (kind != null) {
        sink.line(kind, line, 0, length);
      }
    }
    reset();
  }

  private LogEvent.@Nullable Kind kind(byte[] bytes, int from, int to) {
    if (!LogEvent.Kind.begins(LogEvent.Kind.ANY, bytes, from, to)) {
      return null;
    }
    events++;
    return known(bytes, from, to);
  }

  private static LogEvent.@Nullable Kind known(byte[] bytes, int from, int to) {
    for (LogEvent.Kind kind : LogEvent.Kind.values()) {
      if (kind.begins(bytes, from, to)) {
        return kind;
      }
    }
    return null;
  }
}
