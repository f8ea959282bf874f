package io.millpond.server;

import io.millpond.http.ConnectionLimits;
import io.millpond.http.CrowdLimits;
import io.millpond.server.config.LimitName;
import io.millpond.server.config.LimitNames;
import io.millpond.server.config.LimitsConfig;
import java.util.function.ToLongFunction;

/**
 * The bounds of connections and callers, as the configuration has them. Those of one address count
 * for this machine's own only where they are set: behind it there may be a proxy.
 */
final class ServerLimits {
  private ServerLimits() {}

  static ConnectionLimits connections(LimitsConfig limits) {
    return new ConnectionLimits(
        limits.duration(LimitNames.IDLE_TIMEOUT),
        count(limits::get, LimitNames.MAX_REQUEST_HEADER_BYTES),
        count(limits::get, LimitNames.MAX_CONNECTIONS),
        new ConnectionLimits.OfAddress(
            count(limits::get, LimitNames.MAX_CONNECTIONS_PER_ADDRESS),
            count(limits::getIfSet, LimitNames.MAX_CONNECTIONS_PER_ADDRESS)),
        new ConnectionLimits.Slowness(
            limits.duration(LimitNames.HEAD_TIMEOUT),
            limits.duration(LimitNames.KEEP_ALIVE_TIMEOUT),
            limits.duration(LimitNames.READ_TIMEOUT),
            count(limits::get, LimitNames.MIN_READ_RATE)));
  }

  static CrowdLimits crowd(LimitsConfig limits) {
    return new CrowdLimits(
        count(limits::get, LimitNames.MAX_REQUESTS),
        count(limits::get, LimitNames.MAX_FOLLOWERS),
        each(limits::get),
        each(limits::getIfSet));
  }

  private static CrowdLimits.Each each(ToLongFunction<LimitName> limits) {
    return new CrowdLimits.Each(
        count(limits, LimitNames.MAX_REQUESTS_PER_CALLER),
        count(limits, LimitNames.MAX_REQUEST_RATE_PER_CALLER),
        count(limits, LimitNames.MAX_FOLLOWERS_PER_CALLER),
        count(limits, LimitNames.MAX_FAILURE_RATE_PER_ADDRESS));
  }

  private static int count(ToLongFunction<LimitName> limits, LimitName name) {
    return Math.toIntExact(limits.applyAsLong(name));
  }
}
