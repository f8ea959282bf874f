package io.millpond.clusters.documents;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes the body of an answer that takes too long, which fails whoever reads it: the timeout of a
 * request of {@link java.net.http.HttpClient} ends with the head of its answer. To be closed when
 * the body has been read, or it is held until the time is up.
 */
public final class BodyDeadline implements AutoCloseable {
  private final CompletableFuture<Void> timer = new CompletableFuture<>();
  private final CompletableFuture<Void> cut;
  private volatile boolean past;

  private BodyDeadline(InputStream body) {
    cut =
        timer.thenRun(() -> {
          past = true;
          closeQuietly(body);
        });
  }

  /**
   * @param left how long the body may take from now on; none or less is no time at all
   */
  public static BodyDeadline on(InputStream body, Duration left) {
    BodyDeadline deadline = new BodyDeadline(body);
    deadline.timer.completeOnTimeout(null, Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
    return deadline;
  }

  /** Whether the body was closed because of it. */
  public boolean isPast() {
    return past;
  }

  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // The reader of the body has the news already.
    }
  }

  @Override
  public void close() {
    cut.cancel(false);
    timer.cancel(false);
  }
}
