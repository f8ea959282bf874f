package io.millpond.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of a connection, which tells whether its client is too slow: with the head of a
 * request, or in taking an answer. Jetty's own idle timeout begins anew with each byte, so a client
 * that sends or takes one now and then keeps a connection for ever.
 */
class WatchedEndPoint extends SocketChannelEndPoint {
  private final Connections connections;
  private final Optional<RemoteAddress> address;
  private final long openedAt = System.nanoTime();

  /** Whether bytes wait for the client, and how many have left: written by whoever writes. */
  private volatile boolean isBehind;

  private final AtomicLong sent = new AtomicLong();

  /** What was seen when the client was first found behind: of the thread that watches. */
  private boolean wasBehind;

  private long behindSince;
  private long sentThen;

  WatchedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Connections connections) {
    super(channel, selector, key, scheduler);
    this.connections = connections;
    this.address = RemoteAddress.of(getRemoteSocketAddress());
  }

  /** Of the client; empty where it was gone before it could be asked for. */
  Optional<RemoteAddress> address() {
    return address;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    if (!connections.add(this)) {
      close();
    }
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    connections.remove(this);
    super.onClose(cause);
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    long before = remaining(buffers);
    boolean all = super.flush(buffers);
    sent.addAndGet(before - (all ? 0 : remaining(buffers)));
    if (isBehind == all) {
      isBehind = !all;
    }
    return all;
  }

  private static long remaining(ByteBuffer... buffers) {
    long bytes = 0;
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
    return bytes;
  }

  /** Whether the client has had all the time it may have; to be asked by one thread. */
  boolean isTooSlow(ConnectionLimits.Slowness slowness, long now) {
    return isSlowReader(slowness, now) || isSlowWriter(slowness, now);
  }

  private boolean isSlowReader(ConnectionLimits.Slowness slowness, long now) {
    long total = sent.get();
    boolean begins = isBehind && !wasBehind;
    wasBehind = isBehind;
    long nanos = now - behindSince;
    if (begins || (wasBehind && nanos >= slowness.readTimeout().toNanos())) {
      long due = Duration.ofNanos(nanos).toMillis() * slowness.minBytesPerSecond() / 1000;
      boolean isSlow = !begins && total - sentThen < due;
      behindSince = now;
      sentThen = total;
      return isSlow;
    }
    return false;
  }

  private boolean isSlowWriter(ConnectionLimits.Slowness slowness, long now) {
    Connection connection = getConnection();
    if (connection instanceof SslConnection tls) {
      connection = tls.getSslEndPoint().getConnection();
    }
    return connection instanceof SerialConnection http1
        ? http1.isLate(slowness, now)
        : (connection == null || connection.getMessagesIn() <= 0)
            && now - openedAt >= slowness.headTimeout().toNanos();
  }
}
