package io.millpond.access.local;

import io.millpond.access.GrantForms;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token that was issued, without its secret.
 *
 * @param id names it, and is no secret
 * @param name whose it is: {@code local:<name>} in a grant
 * @param sha256 of its text, 64 hexadecimal digits
 * @param issued when
 * @param expires from when on it is worth nothing; empty where it does not expire
 */
public record IssuedToken(
    String id, String name, String sha256, Instant issued, Optional<Instant> expires) {
  /** One line of the file: JSON of one form, so that nothing has to be guessed of any other. */
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"id\":\"([0-9a-f]{12})\",\"name\":\"([^\"\\\\]+)\",\"sha256\":\"([0-9a-f]{64})\","
              + "\"issued\":\"([0-9TZ:.-]+)\"(?:,\"expires\":\"([0-9TZ:.-]+)\")?\\}");

  /** Whether it has expired. */
  public boolean hasExpired(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isPresent();
  }

  /** As a line of the file, without its end; nothing of it needs escaping. */
  String line() {
    return "{\"id\":\"%s\",\"name\":\"%s\",\"sha256\":\"%s\",\"issued\":\"%s\"%s}"
        .formatted(
            id,
            name,
            sha256,
            issued,
            expires.map(end -> ",\"expires\":\"" + end + "\"").orElse(""));
  }

  /** The token of a line; empty where it is none. */
  static Optional<IssuedToken> parse(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches() || !GrantForms.isLocalName(parts.group(2))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new IssuedToken(
              parts.group(1),
              parts.group(2),
              parts.group(3),
              Instant.parse(parts.group(4)),
              Optional.ofNullable(parts.group(5)).map(Instant::parse)));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }
}
