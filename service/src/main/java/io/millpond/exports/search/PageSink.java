package io.millpond.exports.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millpond.exports.Limits;
import io.millpond.exports.LogRecord;
import io.millpond.logs.Utf8;
import io.millpond.logs.records.Head;
import io.millpond.logs.records.RecordSink;
import io.millpond.logs.records.Span;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of a file's records what a page tells of them. */
final class PageSink implements RecordSink {
  private final PageRun run;
  private final SearchFile file;

  /** The latest time so far: a file's records keep their order. */
  private long latestMillis;

  /** Where the last record begins from which on the file can be understood. */
  private long from;

  /** The record that goes on; null where it is not of the page. */
  private @Nullable Mark mark;

  private long timeMillis;
  private Parts parts = Parts.NONE;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private boolean isCut;

  /** What a head says. */
  private record Parts(
      Optional<String> level,
      Optional<String> thread,
      Optional<String> logger,
      Optional<String> executionContextId,
      Optional<String> opcRequestId,
      Optional<String> jobRunKey,
      Optional<String> taskRunKey) {
    static final Parts NONE = of(new byte[0], new Head());

    static Parts of(byte[] bytes, Head head) {
      return new Parts(
          text(bytes, head.level(), head),
          text(bytes, head.thread(), head),
          text(bytes, head.logger(), head),
          text(bytes, head.executionContextId(), head),
          text(bytes, head.opcRequestId(), head),
          text(bytes, head.jobRunKey(), head),
          text(bytes, head.taskRunKey(), head));
    }

    private static Optional<String> text(byte[] bytes, Span span, Head head) {
      return span.length() <= 0
          ? Optional.empty()
          : Optional.of(new String(JsonRecord.part(bytes, span, head), UTF_8));
    }
  }

  PageSink(PageRun run, SearchFile file) {
    this.run = run;
    this.latestMillis = run.begun().timeMillis();
    this.from = run.begun().from();
    this.file = file;
  }

  @Override
  public void begin(byte[] bytes, int from, int to, Head head, long millis, long offset)
      throws Enough {
    if (head.timeMillis() != Head.NO_TIME) {
      // A line that is no head can be understood only by who has read what is before it.
      this.from = offset;
    }
    mark = null;
    if (offset >= run.begun().tie()) {
      latestMillis = Math.max(latestMillis, millis);
      mark = run.meet(latestMillis, offset, this.from).orElse(null);
    }
    if (mark == null) {
      return;
    }
    timeMillis = millis;
    parts = Parts.of(bytes, head);
    message.reset();
    isCut = false;
    if (head.isEscaped()) {
      byte[] whole = JsonRecord.message(bytes, head);
      add(whole, 0, whole.length);
    } else {
      add(bytes, head.message().from(), to);
    }
  }

  private void add(byte[] bytes, int from, int to) {
    int room = Limits.MAX_TOLD_MESSAGE_BYTES - message.size();
    isCut |= to - from > room;
    message.write(bytes, from, Math.min(to - from, room));
  }

  @Override
  public void part(byte[] bytes, int from, int to) {
    if (mark != null) {
      add(bytes, from, to);
    }
  }

  @Override
  public void end() {
    Mark met = mark;
    if (met == null) {
      return;
    }
    mark = null;
    run.found(
        new Candidate(
            met,
            new LogRecord(
                file.path() + ":" + met.tie(),
                timeMillis,
                file.origin().type(),
                file.origin().subject(),
                file.origin().stream(),
                file.path(),
                met.tie(),
                parts.level(),
                parts.thread(),
                parts.logger(),
                parts.executionContextId(),
                parts.opcRequestId(),
                parts.jobRunKey(),
                parts.taskRunKey(),
                Optional.empty(),
                text(),
                isCut)));
  }

  /** The newline that ends a record is not of its message, nor half a character. */
  private String text() {
    byte[] bytes = message.toByteArray();
    int length = isCut ? Utf8.cut(bytes, 0, bytes.length) : bytes.length;
    boolean isLine = !isCut && length > 0 && bytes[length - 1] == '\n';
    return new String(bytes, 0, isLine ? length - 1 : length, UTF_8);
  }
}
