package io.millpond.server.config;

import java.net.URI;
import java.nio.file.Path;

/** Where a document is: on this machine or behind a URL. */
public sealed interface Source {
  /** A file that was there and readable when the configuration was read. */
  record File(Path path) implements Source {}

  /** An {@code http} or {@code https} URL. */
  record Url(URI url) implements Source {}
}
