package io.millpond.api.dcos;

import io.millpond.logs.follow.Framer;
import io.millpond.logs.follow.LineBatch;
import io.millpond.logs.follow.Loss;
import io.millpond.logs.follow.TailEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a followed file as server-sent events. Followers of the same file by the same route are
 * equal here and share the bytes.
 *
 * @param file the file, as the route names it
 */
record FileEvents(SandboxFile file) implements Framer {
  private static final byte[] ID = ascii("id: ");
  private static final byte[] DATA = ascii("\ndata: ");
  private static final byte[] TIME = ascii(",\"realtime_timestamp\":");
  private static final byte[] END = ascii("}\n\n");

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public ByteBuffer frame(TailEvent event) {
    return switch (event) {
      case LineBatch batch -> lines(batch);
      case Loss loss -> ByteBuffer.wrap(ascii(comment(loss)));
    };
  }

  /** What was lost, and why; followers go on with what there is. */
  private static String comment(Loss loss) {
    String bytes =
        loss.bytes().isPresent() ? Long.toString(loss.bytes().getAsLong()) : "an unknown number of";
    return ": lost %s bytes (%s)\n\n"
        .formatted(bytes, loss.cause().name().toLowerCase(Locale.ROOT));
  }

  private ByteBuffer lines(LineBatch batch) {
    Rendering rendering = new Rendering(batch);
    for (int line = 0; line < batch.size(); line++) {
      rendering.line(batch, line);
    }
    return rendering.bytes();
  }

  /** Events of some lines, those of one batch after the other. */
  final class Rendering {
    private final FileJson json = new FileJson(file);
    private final ByteBuilder events;
    private @Nullable LineBatch batch;
    private byte[] bytes = {};
    private byte[] generation = {};
    private byte[] time = {};

    /** With room for the events of {@code expected}. */
    Rendering(LineBatch expected) {
      events = new ByteBuilder(expected.array().length + expected.size() * 384);
    }

    void line(LineBatch of, int line) {
      if (of != batch) {
        enter(of);
      }
      line(of.from(line), of.to(line), of.start(line), of.isPartial(line));
    }

    private void enter(LineBatch next) {
      batch = next;
      bytes = next.array();
      generation = ascii("-" + next.generation());
      time = ascii(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, next.seen())));
    }

    ByteBuffer bytes() {
      return events.asByteBuffer();
    }

    /** One line or piece of one; where its event would be too long, in two. */
    private void line(int from, int to, long start, boolean partial) {
      int begin = events.length();
      events.append(ID).append(start + to - from).append(generation).append(DATA);
      int data = events.length();
      json.begin(events);
      JsonText.append(bytes, from, to, events);
      json.endFields(events, partial);
      events.append(TIME).append(time).append(END);
      if (events.length() - data > Limits.MAX_EVENT_BYTES && to - from > 1) {
        events.setLength(begin);
        int middle = JsonText.boundary(bytes, from, from + (to - from) / 2);
        line(from, middle, start, true);
        line(middle, to, start + middle - from, partial);
      }
    }
  }
}
