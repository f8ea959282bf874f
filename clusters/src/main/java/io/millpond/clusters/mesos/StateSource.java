package io.millpond.clusters.mesos;

import io.millpond.clusters.Limits;
import io.millpond.clusters.mesos.StateUnavailableException.Reason;
import java.io.Closeable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Where the state of a Mesos cluster comes from. Safe for use by several threads at once. */
public interface StateSource extends Closeable {
  /**
   * The state as it is now, or was at most {@link Timing#fresh} ago; where it cannot be had, an
   * older one of at most {@link Timing#maxStale}.
   */
  MesosState current() throws StateUnavailableException;

  @Override
  default void close() {}

  /**
   * How long is long; every value above zero but {@code fresh}, which may be zero.
   *
   * @param fresh how long a state is used without asking again
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
  }

  /** No state: every question is answered with {@link Reason#NOT_CONFIGURED}. */
  static StateSource none() {
    return () -> {
      throw new StateUnavailableException(Reason.NOT_CONFIGURED);
    };
  }

  /** A saved state document, read again when its size, time or identity has changed. */
  static StateSource file(Path file) {
    return file(file, MesosState.Bounds.DEFAULT, Timing.DEFAULT);
  }

  static StateSource file(Path file, MesosState.Bounds bounds, Timing timing) {
    return new CachedState(
        new FileStateLoader(file, bounds), Duration.ZERO, timing, System::nanoTime);
  }

  /**
   * The {@code /state} of a master or an agent. Redirections are not followed: name the leading
   * master, as {@code http://leader.mesos:5050/state} does.
   *
   * @param url http or https
   */
  static StateSource http(URI url) {
    return http(url, MesosState.Bounds.DEFAULT, Timing.DEFAULT);
  }

  static StateSource http(URI url, MesosState.Bounds bounds, Timing timing) {
    return new CachedState(
        new HttpStateLoader(url, bounds, timing), timing.fresh(), timing, System::nanoTime);
  }

  /**
   * The source a configured URL names: http, https or file.
   *
   * @throws IllegalArgumentException for any other URL
   */
  static StateSource of(URI url) {
    String scheme = String.valueOf(url.getScheme());
    return switch (scheme) {
      case "http", "https" -> http(url);
      case "file" -> file(Path.of(url));
      default -> throw new IllegalArgumentException("a state is at an http, https or file URL");
    };
  }
}
