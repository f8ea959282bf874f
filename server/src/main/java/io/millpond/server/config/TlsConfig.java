package io.millpond.server.config;

import java.nio.file.Path;

/**
 * {@code http.tls}, both PEM files, both needed.
 *
 * @param certificate the server's certificate and the chain above it
 * @param key its private key
 */
public record TlsConfig(Path certificate, Path key) {
  static TlsConfig read(Section section) {
    return new TlsConfig(
        section.require("certificate", Places::file, Path.of("")),
        section.require("key", Places::file, Path.of("")));
  }
}
