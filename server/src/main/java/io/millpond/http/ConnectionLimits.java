package io.millpond.http;

import java.time.Duration;

/**
 * The bounds of connections that an administrator may set.
 *
 * @param idleTimeout how long a connection may neither send nor take a byte while it is at
 *     something
 * @param maxRequestHeaderBytes bytes of a request's line and headers; more is 431 or 414
 * @param maxConnections connections at a time; further ones wait to be accepted
 * @param ofAddress those of one address
 * @param slowness how slow a client may be
 */
public record ConnectionLimits(
    Duration idleTimeout,
    int maxRequestHeaderBytes,
    int maxConnections,
    OfAddress ofAddress,
    Slowness slowness) {

  /**
   * Connections of one address at a time; further ones are closed at once. 0 is no bound.
   *
   * @param others of any that is not this machine's own
   * @param loopback of this machine's own, which may be a proxy that many are behind
   */
  public record OfAddress(int others, int loopback) {
    int max(RemoteAddress address) {
      return address.isLoopback() ? loopback : others;
    }
  }

  /**
   * How slow a client may be.
   *
   * @param headTimeout until a connection has sent a request's head: from its beginning for the
   *     first, from the first byte for all others
   * @param keepAliveTimeout from the end of an answer to the first byte of the next request
   * @param readTimeout how long an answer may be taken at a slower rate than the next
   * @param minBytesPerSecond the rate at which an answer has to be taken; 0 is any
   */
  public record Slowness(
      Duration headTimeout,
      Duration keepAliveTimeout,
      Duration readTimeout,
      int minBytesPerSecond) {
    /** As the server is shipped. */
    public static final Slowness USUAL =
        new Slowness(
            Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(30), 1 << 10);
  }

  /** With the usual patience, and without a bound for one address. */
  public ConnectionLimits(Duration idleTimeout, int maxRequestHeaderBytes, int maxConnections) {
    this(idleTimeout, maxRequestHeaderBytes, maxConnections, new OfAddress(0, 0), Slowness.USUAL);
  }
}
