package io.millpond.access;

import java.util.Optional;

/**
 * What a client sent to say who it is, unparsed and unverified. Never logged: {@link #toString}
 * tells only what is there.
 *
 * @param authorization value of the {@code Authorization} header
 * @param cookie value of the cookie that stands in for it where the header is absent
 */
public record Credentials(Optional<String> authorization, Optional<String> cookie) {
  /** Of a client that sent none. */
  public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());

  public boolean isEmpty() {
    return authorization.isEmpty() && cookie.isEmpty();
  }

  @Override
  public String toString() {
    return "Credentials[authorization=%s, cookie=%s]"
        .formatted(
            authorization.isPresent() ? "present" : "absent",
            cookie.isPresent() ? "present" : "absent");
  }
}
