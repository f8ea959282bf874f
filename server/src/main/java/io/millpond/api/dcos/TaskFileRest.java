package io.millpond.api.dcos;

import io.millpond.http.BodyWriter;
import io.millpond.http.Exchange;
import io.millpond.logs.LineFilter;
import io.millpond.logs.Lines;
import io.millpond.logs.follow.Delivery;
import io.millpond.logs.follow.FollowStart;
import io.millpond.logs.follow.Framer;
import io.millpond.logs.follow.LineBatch;
import io.millpond.logs.follow.LogPosition;
import io.millpond.logs.follow.Loss;
import io.millpond.logs.follow.Reading;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Single answers that begin where a follower left off, in a file that its id names: of one that was
 * rotated since the rest, then the files that came after it, up to the end of the one that is there
 * now. Where the file is gone the answer begins with the one that is there.
 */
final class TaskFileRest {
  private static final byte[] NEWLINE = {'\n'};
  private static final Framer UNFRAMED = event -> ByteBuffer.allocate(0);

  private final Lines lines;

  TaskFileRest(Lines lines) {
    this.lines = lines;
  }

  /** Writes lines, or pieces of them, in the form that was asked for. */
  private interface Form {
    void write(LineBatch batch, int line) throws IOException;

    /** The last line has no newline (yet). */
    void end() throws IOException;
  }

  void sendText(Exchange exchange, SandboxFile file, TaskFileRequest request, LogPosition after)
      throws IOException {
    try (Reading reading = open(file, after)) {
      BodyWriter body = exchange.body(200, "text/plain; charset=utf-8");
      Form text =
          new Form() {
            @Override
            public void write(LineBatch batch, int line) throws IOException {
              body.write(batch.bytes(line));
              if (!batch.isPartial(line)) {
                end();
              }
            }

            @Override
            public void end() throws IOException {
              body.write(NEWLINE);
            }
          };
      send(reading, request, body, text);
    }
  }

  void sendJson(Exchange exchange, SandboxFile file, TaskFileRequest request, LogPosition after)
      throws IOException {
    try (Reading reading = open(file, after)) {
      BodyWriter body = exchange.body(200, "application/json");
      send(reading, request, body, new JsonLines(new FileJson(file), body));
    }
  }

  /** One object a line, its pieces joined. */
  private static final class JsonLines implements Form {
    private final FileJson json;
    private final BodyWriter body;
    private final ByteBuilder text = new ByteBuilder(16 * 1024);
    private boolean inLine;
    private long reached;

    JsonLines(FileJson json, BodyWriter body) {
      this.json = json;
      this.body = body;
    }

    @Override
    public void write(LineBatch batch, int line) throws IOException {
      if (!inLine) {
        json.begin(text);
      }
      JsonText.append(batch.array(), batch.from(line), batch.to(line), text);
      inLine = true;
      reached = batch.end(line);
      if (batch.isPartial(line)) {
        flush();
      } else {
        end();
      }
    }

    @Override
    public void end() throws IOException {
      inLine = false;
      json.endFields(text, false);
      text.append(",\"offset\":").append(reached).append("}\n");
      flush();
    }

    private void flush() throws IOException {
      body.write(text.asByteBuffer());
      text.clear();
    }
  }

  private Reading open(SandboxFile file, LogPosition after) throws IOException {
    return Reading.open(
        lines, file.directory().root(), file.path(), new FollowStart.After(after), UNFRAMED);
  }

  private static void send(Reading reading, TaskFileRequest request, BodyWriter body, Form form)
      throws IOException {
    LineFilter filter = request.filter();
    long limit = request.asked().limit();
    long wanted = limit <= 0 ? Long.MAX_VALUE : limit;
    boolean inLine = false;
    while (wanted > 0 && !body.headersOnly()) {
      Optional<Delivery> next = reading.next();
      if (next.isEmpty()) {
        break;
      }
      if (!(next.get().event() instanceof LineBatch batch)) {
        requireWhole((Loss) next.get().event());
        continue;
      }
      for (int line = 0; line < batch.size() && wanted > 0; line++) {
        if (inLine || filter.keeps(batch.array(), batch.from(line), batch.to(line))) {
          form.write(batch, line);
          inLine = batch.isPartial(line);
          wanted -= inLine ? 0 : 1;
        }
      }
    }
    if (inLine) {
      form.end();
    }
    body.finish();
  }

  /** What was gone before is no part of the answer; what goes while it is read breaks it off. */
  private static void requireWhole(Loss loss) throws EOFException {
    if (loss.cause() == Loss.Cause.TRUNCATED) {
      throw new EOFException("the file was truncated while it was read");
    }
  }
}
