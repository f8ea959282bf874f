package io.millpond.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * What a client still sends of a request that has been answered already, as one does whose body is
 * too large or whose route does not exist.
 *
 * <p>It is read and thrown away, within bounds, before the exchange ends. A connection that is
 * closed with bytes unread is reset, and a client that meets the reset while it writes never reads
 * the answer that says why (RFC 9112, section 9.6). One whose leftover was read whole goes on.
 */
final class Leftover {
  private final Request request;
  private final Runnable then;
  private final long deadline = System.nanoTime() + Limits.LEFTOVER_TIMEOUT.toNanos();
  private long bytes;

  private Leftover(Request request, Runnable then) {
    this.request = request;
    this.then = then;
  }

  /**
   * Reads what is left and then, on whatever thread saw the end of it, goes on. Does not block.
   *
   * @param isAwaited whether somebody waits for more of the body already
   */
  static void discard(Request request, boolean isAwaited, Runnable then) {
    if (isAwaited || !mayBeLeft(request)) {
      then.run();
    } else {
      new Leftover(request, then).discard();
    }
  }

  /** Streams of HTTP/2 end one by one, and who waits for "100 Continue" sends nothing. */
  private static boolean mayBeLeft(Request request) {
    return (request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING))
        && request.getConnectionMetaData().getHttpVersion().getVersion()
            < HttpVersion.HTTP_2.getVersion()
        && !request.getHeaders().contains(HttpHeader.EXPECT);
  }

  private void discard() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        awaitMore();
        return;
      }
      bytes += chunk.remaining();
      boolean isOver =
          chunk.isLast()
              || Content.Chunk.isFailure(chunk)
              || bytes > Limits.MAX_LEFTOVER_BYTES
              || System.nanoTime() > deadline;
      chunk.release();
      if (isOver) {
        then.run();
        return;
      }
    }
  }

  /** A client that falls silent has its connection closed, which is a chunk that failed. */
  private void awaitMore() {
    EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
    Scheduler.Task silence =
        request
            .getComponents()
            .getScheduler()
            .schedule(client::close, Limits.LEFTOVER_SILENCE.toMillis(), TimeUnit.MILLISECONDS);
    request.demand(
        Invocable.from(
            Invocable.InvocationType.NON_BLOCKING,
            () -> {
              silence.cancel();
              discard();
            }));
  }
}
