package io.millpond.clusters.documents;

import io.millpond.clusters.Limits;
import java.io.Closeable;
import java.time.Duration;

/**
 * Where a document comes from. Safe for use by several threads at once.
 *
 * @param <T> what is made of it
 */
public interface DocumentSource<T> extends Closeable {
  /**
   * The document as it is now, or was at most {@link Timing#fresh} ago; where it cannot be had, an
   * older one of at most {@link Timing#maxStale}.
   */
  T current() throws DocumentUnavailableException;

  @Override
  default void close() {}

  /**
   * How long is long; every value above zero but {@code fresh}, which may be zero.
   *
   * @param fresh how long a document is used without asking again
   * @param maxStale how old one may be that stands in for one that cannot be had
   * @param retry how long a failure is remembered
   * @param connectTimeout longest wait for a connection
   * @param fetchTimeout longest time from the request to the last byte
   */
  record Timing(
      Duration fresh,
      Duration maxStale,
      Duration retry,
      Duration connectTimeout,
      Duration fetchTimeout) {
    /** That of {@link Limits}. */
    public static final Timing DEFAULT =
        new Timing(
            Limits.STATE_FRESH,
            Limits.STATE_MAX_STALE,
            Limits.STATE_RETRY,
            Limits.STATE_CONNECT_TIMEOUT,
            Limits.STATE_FETCH_TIMEOUT);

    /** The same with another {@code fresh}. */
    public Timing withFresh(Duration other) {
      return new Timing(other, maxStale, retry, connectTimeout, fetchTimeout);
    }
  }
}
