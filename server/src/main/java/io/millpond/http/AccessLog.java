package io.millpond.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

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
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread writer;
  private StringBuilder pending = new StringBuilder();
  private volatile Second lastSecond = new Second(-1, "");
  private long dropped;
  private boolean closed;

  AccessLog(OutputStream target) {
    this.target = target;
    this.writer = Thread.ofPlatform().name("access-log").daemon().start(this::write);
  }

  @Override
  public void log(Request request, Response response) {
    String line = line(request, response);
    lock.lock();
    try {
      if (pending.length() + line.length() > Limits.MAX_ACCESS_LOG_BACKLOG_BYTES) {
        dropped++;
        return;
      }
      boolean wasEmpty = pending.isEmpty();
      pending.append(line);
      if (wasEmpty) {
        changed.signal();
      }
    } finally {
      lock.unlock();
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
    escape(request.getHttpURI().getPathQuery(), line);
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

  /** What comes from the client is shown so that it can neither end its quotes nor the line. */
  private static void escape(@org.jspecify.annotations.Nullable String text, StringBuilder line) {
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
      while (true) {
        String lines = take();
        if (lines.isEmpty()) {
          return;
        }
        target.write(lines.getBytes(StandardCharsets.UTF_8));
        target.flush();
      }
    } catch (IOException | InterruptedException noWhereToWrite) {
      // Nobody reads the log any more; requests go on without it.
    }
  }

  /** Waits for lines; empty when the log was closed. */
  private String take() throws InterruptedException {
    lock.lock();
    try {
      while (pending.isEmpty() && !closed) {
        changed.await();
      }
      // Lines come in crowds: what follows within a moment is written with the first.
      long left = Limits.ACCESS_LOG_DELAY.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (dropped > 0) {
        pending
            .append("access log: ")
            .append(dropped)
            .append(" lines dropped, the reader is too slow\n");
        dropped = 0;
      }
      String lines = pending.toString();
      pending = new StringBuilder();
      return lines;
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is left, for as long as that takes up to a second. */
  void stop() throws InterruptedException {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    writer.join(1000);
  }
}
