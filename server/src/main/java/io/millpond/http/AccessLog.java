package io.millpond.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * One line a request: time, client, request line, status, bytes of body, seconds, request id, user
 * agent.
 *
 * <p>Lines are collected and written by a thread of their own, so that a terminal or pipe that is
 * stuck holds up no request. What waits is bounded; lines beyond the bound are dropped, and how
 * many is said once there is room again.
 */
final class AccessLog implements RequestLog {
  private static final HexFormat HEX = HexFormat.of();

  private final OutputStream target;
  private final List<Dialect> dialects;
  private final Queue<String> pending = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pendingChars = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer;
  private volatile Second lastSecond = new Second(-1, "");
  private volatile boolean idle;
  private volatile boolean closed;

  /**
   * @param dialects each leaves out of a request what is a secret of its own
   */
  AccessLog(OutputStream target, List<Dialect> dialects) {
    this.target = target;
    this.dialects = dialects;
    this.writer = Thread.ofPlatform().name("access-log").daemon().start(this::write);
  }

  @Override
  public void log(Request request, Response response) {
    String line = line(request, response);
    if (pendingChars.addAndGet(line.length()) > Limits.MAX_ACCESS_LOG_BACKLOG_BYTES) {
      pendingChars.addAndGet(-line.length());
      dropped.incrementAndGet();
      return;
    }
    pending.add(line);
    if (idle) {
      LockSupport.unpark(writer);
    }
  }

  /** RFC 3339 with milliseconds; of the thousand stamps of a second only the end differs. */
  private String stamp(long millis) {
    long second = millis / 1000;
    Second known = lastSecond;
    if (known.epochSecond() != second) {
      String text = Instant.ofEpochSecond(second).toString();
      known = new Second(second, text.substring(0, text.length() - 1) + ".");
      lastSecond = known;
    }
    return known.text() + Long.toString(1000 + millis % 1000).substring(1) + "Z";
  }

  private record Second(long epochSecond, String text) {}

  private String line(Request request, Response response) {
    long nanos = System.nanoTime() - request.getBeginNanoTime();
    StringBuilder line = new StringBuilder(256);
    line.append(stamp(System.currentTimeMillis()))
        .append(' ')
        .append(Request.getRemoteAddr(request))
        .append(" \"");
    escape(request.getMethod(), line);
    line.append(' ');
    escape(shown(request), line);
    line.append(' ').append(request.getConnectionMetaData().getProtocol()).append("\" ");
    line.append(response.getStatus()).append(' ');
    line.append(Response.getContentBytesWritten(response)).append(' ');
    line.append(nanos / 1_000_000_000).append('.');
    String micros = Long.toString(nanos / 1000 % 1_000_000 + 1_000_000);
    line.append(micros, 1, 7).append(' ');
    line.append(
        request.getAttribute(FrontDoor.EXCHANGE) instanceof FrontDoor.Served served
            ? served.requestId()
            : "-");
    line.append(" \"");
    escape(request.getHeaders().get("User-Agent"), line);
    return line.append("\"\n").toString();
  }

  private @Nullable String shown(Request request) {
    String target = request.getHttpURI().getPathQuery();
    return target == null ? null : Dialect.logged(target, dialects);
  }

  /** What comes from the client is shown so that it can neither end its quotes nor the line. */
  private static void escape(@Nullable String text, StringBuilder line) {
    if (text == null) {
      line.append('-');
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next < ' ' || next == '"' || next == '\\' || next > '~') {
        line.append("\\u").append(HEX.toHexDigits(next));
      } else {
        line.append(next);
      }
    }
  }

  private void write() {
    try {
      while (!closed || !pending.isEmpty()) {
        String lines = take();
        if (lines.isEmpty()) {
          rest();
        } else {
          target.write(lines.getBytes(StandardCharsets.UTF_8));
          target.flush();
        }
      }
    } catch (IOException nowhereToWrite) {
      // Nobody reads the log any more; requests go on without it.
    }
  }

  /** Lines come in crowds: what follows within a moment is written with the first. */
  private void rest() {
    idle = true;
    if (pending.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    idle = false;
    if (!closed) {
      LockSupport.parkNanos(this, Limits.ACCESS_LOG_DELAY.toNanos());
    }
  }

  private String take() {
    StringBuilder lines = new StringBuilder();
    for (String line = pending.poll(); line != null; line = pending.poll()) {
      lines.append(line);
      pendingChars.addAndGet(-line.length());
    }
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      lines.append("access log: ").append(lost).append(" lines dropped, the reader is too slow\n");
    }
    return lines.toString();
  }

  /** Writes what is left, for as long as that takes up to a second. */
  void stop() throws InterruptedException {
    closed = true;
    LockSupport.unpark(writer);
    writer.join(1000);
  }
}
