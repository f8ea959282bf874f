package io.millpond.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The connections that are open: how many each address has, and whether each gets on. One thread
 * looks at all of them now and then, so that a request pays nothing for being watched.
 */
final class Connections implements AutoCloseable {
  private final ConnectionLimits limits;
  private final Set<WatchedEndPoint> open = ConcurrentHashMap.newKeySet();
  private final Map<RemoteAddress, Integer> byAddress = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  Connections(ConnectionLimits limits) {
    this.limits = limits;
    Thread.ofPlatform().name("connections-watch").daemon().start(this::watch);
  }

  /**
   * Counts a connection.
   *
   * @return whether its address may have another; if not, it is counted all the same, until {@link
   *     #remove}
   */
  boolean add(WatchedEndPoint connection) {
    open.add(connection);
    Optional<RemoteAddress> address = connection.address();
    return address.isEmpty()
        || limits.ofAddress().max(address.get()) == 0
        || byAddress.merge(address.get(), 1, Integer::sum) <= limits.ofAddress().max(address.get());
  }

  void remove(WatchedEndPoint connection) {
    if (open.remove(connection)) {
      connection
          .address()
          .ifPresent(address ->
              byAddress.computeIfPresent(
                  address, (same, count) -> count == 1 ? null : Integer.valueOf(count - 1)));
    }
  }

  private void watch() {
    try {
      while (!closed.await(Limits.CONNECTIONS_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        for (WatchedEndPoint connection : open) {
          if (connection.isTooSlow(limits.slowness(), now)) {
            connection.close(new TimeoutException("the client is too slow"));
          }
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
