package io.millpond.api;

import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Permission;
import io.millpond.access.Resource;
import io.millpond.http.Exchange;
import java.util.Optional;

/**
 * Takes a dialect's questions to the decision point, and is all that does: what a request brings
 * along to say who sent it is read nowhere else, and once only. Which permission and which resource
 * a route is about, and how a refusal reads, is the dialect's affair.
 */
public final class Doorkeeper {
  private final Access access;

  /** What the pair of name and value of the cookie begins with, where one counts. */
  private final Optional<String> cookie;

  private Doorkeeper(Access access, Optional<String> cookie) {
    this.access = access;
    this.cookie = cookie;
  }

  /** For whom cookies count for nothing, so that no browser adds credentials by itself. */
  public static Doorkeeper of(Access access) {
    return new Doorkeeper(access, Optional.empty());
  }

  /**
   * @param cookie name of the cookie that stands in for the header {@code Authorization}
   */
  public static Doorkeeper withCookie(Access access, String cookie) {
    return new Doorkeeper(access, Optional.of(cookie + "="));
  }

  /** Whether callers must show who they are. */
  public boolean isRequired() {
    return access.isRequired();
  }

  /** Who sent a request: the same, however often it is asked. */
  public Identity identify(Exchange exchange) {
    return exchange.once(Identity.class, () -> access.identify(credentials(exchange)));
  }

  /** The cookie counts only where the header is absent: a good one rescues no bad header. */
  private Credentials credentials(Exchange exchange) {
    Optional<String> authorization = exchange.header("Authorization");
    return new Credentials(
        authorization,
        authorization.isPresent()
            ? Optional.empty()
            : cookie.flatMap(start -> cookie(exchange, start)));
  }

  private static Optional<String> cookie(Exchange exchange, String start) {
    for (String pair : exchange.header("Cookie").orElse("").split(";", -1)) {
      String stripped = pair.strip();
      if (stripped.startsWith(start) && stripped.length() > start.length()) {
        return Optional.of(stripped.substring(start.length()));
      }
    }
    return Optional.empty();
  }

  /** Whether somebody whom {@link #identify} told of has a permission on a resource. */
  public boolean mayPass(Caller caller, Permission permission, Resource resource) {
    return access.decide(caller, permission, resource) == Decision.ALLOWED;
  }
}
