package io.millpond.http;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event streams that are open: keeps silent ones alive, breaks those off whose followers may
 * not have them any longer, and ends them all when the server stops.
 */
public final class Followers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Followers.class);

  private final Map<String, Set<EventStream>> byDialect = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  public Followers() {
    Thread.ofPlatform().name("followers-heartbeat").daemon().start(this::beat);
  }

  /**
   * Starts a stream for a follower of the dialect.
   *
   * @throws Throttled where its caller, or all callers together, have too many
   */
  public EventStream open(String dialect, Exchange exchange) {
    exchange.attached(Crowd.Visit.class).ifPresent(Crowd.Visit::follow);
    EventStream stream = exchange.eventStream();
    Set<EventStream> streams =
        byDialect.computeIfAbsent(dialect, name -> ConcurrentHashMap.newKeySet());
    streams.add(stream);
    stream.whenEnded(() -> streams.remove(stream));
    if (closed.getCount() == 0) {
      // Came while the others were broken off, and was perhaps not among them.
      stream.abort();
    }
    return stream;
  }

  /** How many streams of the dialect are open. */
  public int count(String dialect) {
    Set<EventStream> streams = byDialect.get(dialect);
    return streams == null ? 0 : streams.size();
  }

  private void beat() {
    try {
      while (!closed.await(1, TimeUnit.SECONDS)) {
        byDialect.values().forEach(streams -> streams.forEach(Followers::look));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever becomes of one stream, the others are looked at. */
  private static void look(EventStream stream) {
    try {
      stream.look();
    } catch (RuntimeException failure) {
      log.warn("a follower was broken off: whether it may go on could not be told", failure);
    }
  }

  /** Breaks off the streams that are open now. */
  public void breakOff() {
    byDialect.values().forEach(streams -> streams.forEach(EventStream::abort));
  }

  /** Breaks every stream off, those that are still to come too. */
  @Override
  public void close() {
    closed.countDown();
    breakOff();
  }
}
