package io.millpond.server;

import java.time.Duration;

/** The bounds of the running service that are nobody else's. */
final class Limits {
  /** How often the files of {@code http.tls} are looked at. */
  static final Duration TLS_FILES_LOOK = Duration.ofSeconds(5);

  private Limits() {}
}
