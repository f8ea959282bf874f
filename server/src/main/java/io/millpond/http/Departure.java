package io.millpond.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that the client of an HTTP/1 connection has gone while an answer goes on. Without it a
 * follower of a silent log would be kept until a ping fails, half a minute later.
 */
final class Departure implements Callback {
  private final EndPoint connection;
  private final Runnable action;
  private final ByteBuffer ignored = ByteBuffer.allocate(256).limit(0);

  Departure(EndPoint connection, Runnable action) {
    this.connection = connection;
    this.action = action;
  }

  void watch() {
    // Where the connection is read by somebody else already, it is theirs to notice.
    connection.tryFillInterested(this);
  }

  @Override
  public void succeeded() {
    try {
      int read;
      do {
        ignored.clear().limit(0);
        read = connection.fill(ignored);
      } while (read > 0);
      if (read == 0) {
        watch();
        return;
      }
    } catch (IOException broken) {
      // As good as gone.
    }
    action.run();
  }

  @Override
  public void failed(Throwable cause) {
    action.run();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
