package io.millpond.http;

import java.time.Duration;

/**
 * The bounds of connections that an administrator may set.
 *
 * @param idleTimeout how long a connection may neither send nor take a byte
 * @param maxRequestHeaderBytes bytes of a request's line and headers; more is 431 or 414
 * @param maxConnections connections at a time; further ones wait to be accepted
 */
public record ConnectionLimits(
    Duration idleTimeout, int maxRequestHeaderBytes, int maxConnections) {}
