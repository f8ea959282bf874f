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

  /** Events of some lines of a batch. */
  final class Rendering {
    private final FileJson json = new FileJson(file);
    private final byte[] bytes;
    private final byte[] generation;
    private final byte[] time;
    private final ByteBuilder events;

    Rendering(LineBatch batch) {
      bytes = batch.array();
      generation = ascii("-" + batch.generation());
      time = ascii(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, batch.seen())));
      events = new ByteBuilder(bytes.length + batch.size() * 384);
    }

    void line(LineBatch batch, int line) {
      line(batch.from(line), batch.to(line), batch.start(line), batch.isPartial(line));
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
