package io.millpond.access.tokens;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Where an issuer's keys are published: a JWK set (RFC 7517) in a file or behind a URL. */
public interface KeyDocument extends Closeable {
  /**
   * The document as it is now.
   *
   * @throws IOException where it cannot be had, or is longer than {@link
   *     io.millpond.access.Limits#MAX_KEYS_BYTES}; the message is fit for the log
   */
  byte[] load() throws IOException;

  /** How long it is used before it is loaded again. */
  Duration refresh();

  @Override
  default void close() {}
}
