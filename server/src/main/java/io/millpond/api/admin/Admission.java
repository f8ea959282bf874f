package io.millpond.api.admin;

import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Permission;
import io.millpond.access.Question;
import io.millpond.access.Resource;
import io.millpond.api.Doorkeeper;
import io.millpond.api.RequestCredentials;
import io.millpond.http.Exchange;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who may administer: a caller with the permission {@code millpond:admin}, or, where no credentials
 * are required, any program on this machine, but no web page that a browser on it happens to show.
 *
 * <p>A page is told by its {@code Origin}, which browsers send with every request that could change
 * something; one that is not listed is refused. A page that has its own name lead to this machine
 * (DNS rebinding) looks like the service's own, but for the name: so without credentials the
 * request has to name this machine, or what the service is configured to be called. Cookies count
 * for nothing here, so no browser adds credentials by itself.
 */
final class Admission {
  private final Doorkeeper doorkeeper;
  private final Set<String> ownNames;
  private final List<String> origins;

  /**
   * @param ownNames names of the service beside those of loopback
   * @param origins of pages that may use this API
   */
  Admission(Doorkeeper doorkeeper, Set<String> ownNames, List<String> origins) {
    this.doorkeeper = doorkeeper;
    this.ownNames = Set.copyOf(ownNames);
    this.origins = List.copyOf(origins);
  }

  /** Lets the caller of a request pass, or throws 401 or 403. */
  void require(Exchange exchange) {
    if (!(doorkeeper.identify(exchange, RequestCredentials::any)
        instanceof Identity.Known(var caller, var body))) {
      throw AdminProblem.unauthenticated();
    }
    Resource resource = new Resource(Resource.Kind.ADMINISTRATION, exchange.rawPath());
    Question question = new Question(Permission.ADMIN, resource);
    if (doorkeeper.decide(exchange, caller, question) != Decision.ALLOWED) {
      throw AdminProblem.forbidden();
    }
    if (exchange.headerList("Origin").filter(origin -> !origins.contains(origin)).isPresent()) {
      throw AdminProblem.foreignOrigin();
    }
    if (!doorkeeper.isRequired() && exchange.host().filter(host -> !isOwn(host)).isPresent()) {
      throw AdminProblem.foreignHost();
    }
  }

  private boolean isOwn(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || ownNames.contains(name)) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(name).isLoopbackAddress();
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }
}
