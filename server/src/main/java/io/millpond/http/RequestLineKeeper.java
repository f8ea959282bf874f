package io.millpond.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;

/**
 * A parser that can say of a request it refuses how its line began. Jetty forgets it where the line
 * itself is refused, and without it nobody knows in whose form to refuse, or that a HEAD wants no
 * body.
 *
 * <p>Nothing is copied unless a line is still incomplete when all that has arrived of it is parsed.
 */
final class RequestLineKeeper extends HttpParser {
  private static final Set<State> IN_LINE =
      Collections.unmodifiableSet(
          EnumSet.of(State.METHOD, State.SPACE1, State.URI, State.SPACE2, State.REQUEST_VERSION));
  private static final byte[] NOTHING = {};
  private static final ByteBuffer NO_BUFFER = ByteBuffer.wrap(NOTHING);

  private ByteBuffer buffer = NO_BUFFER;
  private long begunAt;
  private int from;
  private int to;

  /** What came of the line in buffers that have been used again since. */
  private byte[] earlier = NOTHING;

  private Optional<Line> refused = Optional.empty();

  RequestLineKeeper(RequestHandler handler, int maxHeaderBytes, HttpCompliance compliance) {
    super(handler, maxHeaderBytes, compliance);
  }

  /**
   * How a request line began.
   *
   * @param path still encoded, perhaps cut off; empty where there is none
   */
  record Line(String method, String path) {
    private static final String SCHEME_END = "://";

    static Line of(String text) {
      String line = text.stripLeading().lines().findFirst().orElse("");
      int blank = line.indexOf(' ');
      return blank < 0
          ? new Line(line, "")
          : new Line(line.substring(0, blank), pathOf(line.substring(blank + 1).stripLeading()));
    }

    private static String pathOf(String rest) {
      String target = rest.split("[ ?#]", 2)[0];
      int scheme = target.indexOf(SCHEME_END);
      int start = target.startsWith("/") || scheme < 0 ? 0 : scheme + SCHEME_END.length();
      int slash = target.indexOf('/', start);
      return slash < 0 ? "" : target.substring(slash);
    }
  }

  /** How the line of the request began that was refused; of use where it was refused for it. */
  Optional<Line> refused() {
    return refused;
  }

  /** When the first byte came of a head that is not whole yet. */
  long begunAt() {
    return begunAt;
  }

  @Override
  public boolean parseNext(ByteBuffer next) {
    boolean isStart = isStart();
    if (isStart) {
      earlier = NOTHING;
    }
    buffer = next;
    from = next.position();
    to = next.limit();
    boolean handle = super.parseNext(next);
    if (isStart && !isStart() && inHeaderState()) {
      begunAt = System.nanoTime();
    }
    if (IN_LINE.contains(getState())) {
      earlier = begun();
    }
    buffer = NO_BUFFER;
    return handle;
  }

  @Override
  protected void badMessage(HttpException failure) {
    refused = Optional.of(Line.of(new String(begun(), StandardCharsets.ISO_8859_1)));
    super.badMessage(failure);
  }

  private byte[] begun() {
    int more = Math.min(to - from, Limits.MAX_REFUSED_LINE_BYTES - earlier.length);
    if (buffer.capacity() == 0 || more <= 0) {
      return earlier;
    }
    byte[] all = new byte[earlier.length + more];
    System.arraycopy(earlier, 0, all, 0, earlier.length);
    // What a parser refuses it has declared used up.
    buffer.duplicate().clear().position(from).get(all, earlier.length, more);
    return all;
  }
}
