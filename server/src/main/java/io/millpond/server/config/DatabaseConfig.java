package io.millpond.server.config;

import java.util.Optional;

/**
 * {@code database}: a database of its own instead of the embedded one.
 *
 * @param url {@code jdbc:postgresql:…} (or {@code jdbc:h2:…}); may hold a secret
 */
public record DatabaseConfig(String url, Optional<String> user, Optional<Secret> password) {
  static DatabaseConfig read(Section section) {
    return new DatabaseConfig(
        section.require("url", DatabaseConfig::url, ""),
        section.get("user", Value::text),
        section.get("password", value -> new Secret(value.secretText())));
  }

  private static String url(Value value) {
    String url = value.text();
    if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
      throw value.rejected("must begin with jdbc:postgresql: (or jdbc:h2:)");
    }
    return url;
  }

  /** Without what may be secret: a JDBC URL may hold a password among its parameters. */
  @Override
  public String toString() {
    return "DatabaseConfig[" + url.substring(0, url.indexOf(':', 5)) + ":***]";
  }
}
